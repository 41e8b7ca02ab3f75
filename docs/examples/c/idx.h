/* Reads IDX files. The elements come in C order and in the machine's own byte order. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { IDX_UINT8 = 8, IDX_INT8 = 9, IDX_INT16 = 11, IDX_INT32, IDX_FLOAT32, IDX_FLOAT64 };
static const char *const idx_names[] = {
    [IDX_UINT8] = "uint8", "int8", "", "int16", "int32", "float32", "float64"};
static const size_t idx_sizes[256] = {[IDX_UINT8] = 1, 1, 0, 2, 4, 4, 8};
static const char idx_foreign[] = "a compressed file or a NORB matrix, which is not read here";
struct idx { int type, rank; uint32_t shape[255]; size_t count; void *data; };

static const char *idx_parse(FILE *file, long length, struct idx *a) {
    const union { uint16_t one; unsigned char low; } machine = {1};
    unsigned char m[4], *data;
    if (fread(m, 1, 4, file) < 4) return "the file ends inside the magic";
    if ((m[0] == 0x1F && m[1] == 0x8B) || (m[0] == 'B' && m[1] == 'Z') ||
        (m[0] == 0xFD && m[1] == '7') || (m[1] == 0x4C && m[2] == 0x3D)) return idx_foreign;
    if (m[0] || m[1]) return "the first two bytes are not zero";
    if (!idx_sizes[m[2]]) return "no element type has this code";
    if (!m[3]) return "the rank is 0";
    if (length < 4 + 4 * m[3]) return "the file ends inside the sizes";
    size_t left = (size_t)length - 4 - 4 * m[3], size = idx_sizes[m[2]], bytes = size;
    a->type = m[2], a->rank = m[3];
    for (int i = 0; i < a->rank; i++) {
        if (fread(m, 1, 4, file) < 4) return "the sizes cannot be read";
        uint32_t n = a->shape[i] = (uint32_t)m[0] << 24 | m[1] << 16 | m[2] << 8 | m[3];
        bytes = n && bytes > left / n ? left + 1 : bytes * n; /* left + 1 is too many: no overflow */
    }
    if (bytes > left) return "the payload is shorter than the sizes say";
    if (bytes < left) return "bytes follow the payload";
    if (!(a->data = data = malloc(bytes + 1))) return "there is too little memory";
    for (size_t i = 0; i < bytes; i++) /* the first byte of an element is its highest */
        data[machine.low ? i + size - 1 - 2 * (i % size) : i] = (unsigned char)fgetc(file);
    a->count = bytes / size;
    return NULL;
}

/* Fills *a, and its data is for the caller to free; or returns what is wrong. */
static const char *idx_read(const char *path, struct idx *a) {
    FILE *file = fopen(path, "rb");
    const char *error = "the file cannot be opened";
    if (file && !fseek(file, 0, SEEK_END) && ftell(file) >= 0) {
        long length = ftell(file);
        rewind(file);
        error = idx_parse(file, length, a);
    }
    if (file) fclose(file);
    return error;
}

/* Element i of one of the integer types. */
static int32_t idx_int(const struct idx *a, size_t i) {
    if (a->type == IDX_UINT8) return ((uint8_t *)a->data)[i];
    if (a->type == IDX_INT8) return ((int8_t *)a->data)[i];
    return a->type == IDX_INT16 ? ((int16_t *)a->data)[i] : ((int32_t *)a->data)[i];
}
