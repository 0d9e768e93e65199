#include <libpq-fe.h>
// Waking a thread that waits for a connection's socket; Swift's Glibc module leaves this header out.
#include <sys/eventfd.h>
