/* Counts the calls that make writes durable, of any program it is preloaded into (LD_PRELOAD).
 *
 * The count stands in the file that SYNCS_FILE names, as a 64-bit number that all processes share,
 * so that it can be read while a server goes on running. Tools/bench shows with it that every store
 * it measures makes an append durable before it says so.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

static _Atomic uint64_t *counter;

__attribute__((constructor)) static void start(void) {
    const char *path = getenv("SYNCS_FILE");
    int file = path ? open(path, O_RDWR) : -1;
    if (file < 0) return;
    /* The file holds eight bytes, which whoever preloads this has written. */
    void *memory = mmap(NULL, sizeof *counter, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    close(file);
    if (memory != MAP_FAILED) counter = memory;
}

static int call(const char *name, int file) {
    int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
    int result = real(file);
    if (counter && result == 0) (*counter)++;
    return result;
}

int fsync(int file) { return call("fsync", file); }
int fdatasync(int file) { return call("fdatasync", file); }
