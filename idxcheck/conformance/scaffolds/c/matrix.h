/* An example to begin with: a reader and writer of IDX and NORB. Your library takes its place. */
#ifndef MATRIX_H
#define MATRIX_H

#include <stddef.h>
#include <stdint.h>

enum element { UINT8, INT8, INT16, INT32, FLOAT32, FLOAT64 };

struct array {
    enum element element;
    int rank;
    uint32_t shape[255];
    size_t count; /* how many elements */
    void *data;   /* the elements, in C order and in the machine's own byte order */
};

/* What came of it: REJECTED is bad input, FAILED is the machine's fault (memory, disk). */
enum status { OK, REJECTED, UNSUPPORTED, FAILED };

extern const size_t element_size[6];

/* Both say in *message what went wrong. matrix_read allocates array->data; matrix_write writes
   NORB to a name that ends in .mat, IDX to any other. */
enum status matrix_read(const char *path, struct array *array, const char **message);
enum status matrix_write(const char *path, const struct array *array, const char **message);

#endif
