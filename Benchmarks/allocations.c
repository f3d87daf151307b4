/* Counts the allocations of a program that is started with LD_PRELOAD set to this library, and prints the count when it ends. With
 * ALLOCATIONS_FILE set, it also stands as eight bytes at the beginning of that file, which must exist, at every moment.
 *
 * Growing a block counts, giving one back does not. Needs glibc, whose own functions do the work.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *block, size_t size);
void *__libc_memalign(size_t alignment, size_t size);

static atomic_ulong early;
static atomic_ulong *allocations = &early;

static void note(void) {
    atomic_fetch_add_explicit(allocations, 1, memory_order_relaxed);
}

/* Before the program's own code, so that no other thread counts while the count moves. */
__attribute__((constructor)) static void share(void) {
    const char *path = getenv("ALLOCATIONS_FILE");
    if (path == NULL) return;
    int file = open(path, O_RDWR);
    if (file < 0 || ftruncate(file, sizeof *allocations) != 0) _exit(127);
    void *shared = mmap(NULL, sizeof *allocations, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (shared == MAP_FAILED) _exit(127);
    close(file);
    atomic_store((atomic_ulong *)shared, atomic_load(&early));
    allocations = shared;
}

void *malloc(size_t size) {
    note();
    return __libc_malloc(size);
}

void *calloc(size_t count, size_t size) {
    note();
    return __libc_calloc(count, size);
}

void *realloc(void *block, size_t size) {
    note();
    return __libc_realloc(block, size);
}

void *memalign(size_t alignment, size_t size) {
    note();
    return __libc_memalign(alignment, size);
}

void *aligned_alloc(size_t alignment, size_t size) {
    return memalign(alignment, size);
}

int posix_memalign(void **block, size_t alignment, size_t size) {
    void *made = memalign(alignment, size);
    if (made == NULL) return ENOMEM;
    *block = made;
    return 0;
}

__attribute__((destructor)) static void print(void) {
    fprintf(stderr, "allocations: %lu\n", atomic_load(allocations));
}
