#ifndef CMALLOC_H
#define CMALLOC_H

// How glibc's allocator gets memory from the system (mallopt).
#include <malloc.h>

#endif
