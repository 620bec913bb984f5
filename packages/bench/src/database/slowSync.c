/* Loaded into the database server, this makes every sync to disk take SYNC_US microseconds longer. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <time.h>

static void wait_a_moment(void) {
  static long microseconds = -1;
  if (microseconds < 0) {
    const char *given = getenv("SYNC_US");
    microseconds = given ? atol(given) : 0;
  }
  struct timespec moment = {microseconds / 1000000, microseconds % 1000000 * 1000};
  nanosleep(&moment, NULL);
}

int fsync(int file) {
  int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, "fsync");
  wait_a_moment();
  return real(file);
}

int fdatasync(int file) {
  int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, "fdatasync");
  wait_a_moment();
  return real(file);
}
