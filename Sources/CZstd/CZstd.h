#ifndef CZSTD_H
#define CZSTD_H

// The system's libzstd and its dictionary trainer; Debian and Ubuntu package: libzstd-dev.
#include <zdict.h>
#include <zstd.h>

#endif
