/* Lets valgrind run programs whose main thread ends in libdispatch (preloaded by LD_PRELOAD).
 *
 * Valgrind takes its own signals out of the mask that sigsuspend(2) is given, in place; libdispatch
 * gives a mask in read-only memory, and valgrind 3.19 ends there. So the mask is copied first.
 */
#define _GNU_SOURCE
#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

int sigsuspend(const sigset_t *mask) {
    sigset_t copy = *mask;
    return (int)syscall(SYS_rt_sigsuspend, &copy, _NSIG / 8);
}
