/* Loaded with LD_PRELOAD into a program that runs under `valgrind --tool=callgrind`: takes commands, one byte each, from the pipe that
 * CALLGRIND_COMMANDS names and answers each with a byte into the one that CALLGRIND_ANSWERS names, once it is done. s: begin to count;
 * z: set the counts to zero; d: write them to a file and set them to zero.
 *
 * valgrind's own tool for that, vgdb, needs the right to trace other processes, which containers often take away.
 */
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <valgrind/callgrind.h>

static void *obey(void *unused) {
    int commands = open(getenv("CALLGRIND_COMMANDS"), O_RDONLY), answers = open(getenv("CALLGRIND_ANSWERS"), O_WRONLY);
    char command;
    while (read(commands, &command, 1) == 1) {
        if (command == 's') CALLGRIND_START_INSTRUMENTATION;
        if (command == 'z') CALLGRIND_ZERO_STATS;
        if (command == 'd') CALLGRIND_DUMP_STATS;
        if (write(answers, &command, 1) != 1) break;
    }
    return unused;
}

__attribute__((constructor)) static void start(void) {
    pthread_t thread;
    if (RUNNING_ON_VALGRIND && pthread_create(&thread, NULL, obey, NULL) == 0) pthread_detach(thread);
}

/* libdispatch ends the main thread in sigsuspend with a mask in read-only memory, which valgrind 3.19 writes to: it gets a copy. */
int sigsuspend(const sigset_t *mask) {
    sigset_t copy = *mask;
    return syscall(SYS_rt_sigsuspend, &copy, _NSIG / 8);
}
