#include <libpq-fe.h>
// Waking a thread that waits for a connection's socket; Swift's Glibc module leaves this header out.
#include <sys/eventfd.h>

#include <sys/prctl.h>
// Shown by ps and debuggers; at most 15 bytes. Variadic in C, which Swift cannot call.
static inline void mitreden_name_thread(const char *name) { prctl(PR_SET_NAME, name, 0, 0, 0); }
