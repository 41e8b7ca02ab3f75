#include "matrix.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const size_t element_size[6] = {1, 1, 2, 4, 4, 8};
static const unsigned char IDX_CODES[6] = {0x08, 0x09, 0x0B, 0x0C, 0x0D, 0x0E};
static const unsigned char NORB_CODES[6] = {0x55, 0x57, 0x56, 0x54, 0x51, 0x53};

static enum status fail(enum status status, const char **message, const char *text)
{
    *message = text;
    return status;
}

static uint32_t get(const unsigned char *at, int little)
{
    return little ? at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 | (uint32_t)at[3] << 24
                  : at[3] | (uint32_t)at[2] << 8 | (uint32_t)at[1] << 16 | (uint32_t)at[0] << 24;
}

static unsigned char *put(unsigned char *at, uint32_t value, int little)
{
    for (int i = 0; i < 4; i++)
        at[i] = (unsigned char)(value >> (little ? 8 * i : 24 - 8 * i));
    return at + 4;
}

/* Copy elements between the machine's byte order and that of a file. */
static void copy(unsigned char *to, const unsigned char *from, size_t bytes, size_t size, int little)
{
    const union { uint16_t one; unsigned char low; } machine = {1};
    for (size_t i = 0; i < bytes; i++)
        to[i] = from[machine.low == little ? i : i + size - 1 - 2 * (i % size)];
}

static enum status parse(const unsigned char *file, size_t length, struct array *array,
                         const char **message)
{
    if (length < 4)
        return fail(REJECTED, message, "the file ends inside the magic");
    if (!memcmp(file, "\x1F\x8B", 2) || !memcmp(file, "BZh", 3) || !memcmp(file, "\xFD" "7zX", 4))
        return fail(UNSUPPORTED, message, "compressed");
    int norb = !memcmp(file + 1, "\x4C\x3D\x1E", 3), type = 0;
    if (!norb && (file[0] || file[1]))
        return fail(REJECTED, message, "neither IDX nor NORB");
    while (type < 6 && (norb ? NORB_CODES[type] != file[0] : IDX_CODES[type] != file[2]))
        type++;
    if (type == 6)
        return fail(REJECTED, message, "the magic names no element type");
    if (norb && length < 8)
        return fail(REJECTED, message, "the file ends inside the rank");
    uint32_t rank = norb ? get(file + 4, 1) : file[3];
    if (rank < 1 || rank > (norb ? 11 : 255))
        return fail(REJECTED, message, "the rank is out of range");
    size_t slots = norb && rank < 3 ? 3 : rank, start = norb ? 8 : 4;
    if (length < start + 4 * slots)
        return fail(REJECTED, message, "the file ends inside the sizes");
    size_t left = length - start - 4 * slots, size = element_size[type], bytes = size;
    for (size_t i = 0; i < slots; i++) {
        uint32_t n = get(file + start + 4 * i, norb);
        if (norb && (i < rank ? n == 0 || n > INT32_MAX : n != 1))
            return fail(REJECTED, message, "a size is out of range");
        if (i < rank)
            array->shape[i] = n;
        /* Once there are too many bytes it stays at left + 1: nothing overflows. */
        bytes = n && bytes > left / n ? left + 1 : bytes * n;
    }
    if (bytes > left)
        return fail(REJECTED, message, "the payload is shorter than the sizes say");
    if (bytes < left)
        return fail(REJECTED, message, "bytes follow the payload");
    array->element = (enum element)type;
    array->rank = (int)rank;
    array->count = bytes / size;
    array->data = malloc(bytes + 1);
    if (!array->data)
        return fail(FAILED, message, "out of memory");
    copy(array->data, file + start + 4 * slots, bytes, size, norb);
    return OK;
}

enum status matrix_read(const char *path, struct array *array, const char **message)
{
    enum status status = fail(FAILED, message, "the file cannot be read");
    FILE *stream = fopen(path, "rb");
    long length = stream && !fseek(stream, 0, SEEK_END) ? ftell(stream) : -1;
    unsigned char *file = length < 0 ? NULL : malloc((size_t)length + 1);
    if (file) {
        rewind(stream);
        if (fread(file, 1, (size_t)length, stream) == (size_t)length)
            status = parse(file, (size_t)length, array, message);
    }
    free(file);
    if (stream)
        fclose(stream);
    return status;
}

enum status matrix_write(const char *path, const struct array *array, const char **message)
{
    const char *dot = strrchr(path, '.');
    int norb = dot && !strcmp(dot, ".mat"), rank = array->rank;
    size_t size = element_size[array->element], bytes = array->count * size;
    unsigned char header[4 + 4 * 255] = {0}, *end = header + 4;
    if (rank < 1 || rank > (norb ? 11 : 255))
        return fail(REJECTED, message, "the rank is out of range");
    if (norb) {
        put(header, 0x1E3D4C00u + NORB_CODES[array->element], 1);
        end = put(end, (uint32_t)rank, 1);
    } else {
        header[2] = IDX_CODES[array->element];
        header[3] = (unsigned char)rank;
    }
    for (int i = 0; i < rank || (norb && i < 3); i++) {
        if (norb && i < rank && (array->shape[i] < 1 || array->shape[i] > INT32_MAX))
            return fail(REJECTED, message, "a size is out of range");
        end = put(end, i < rank ? array->shape[i] : 1, norb);
    }
    unsigned char *payload = malloc(bytes + 1);
    FILE *stream = payload ? fopen(path, "wb") : NULL;
    int good = 0;
    if (stream) {
        size_t head = (size_t)(end - header);
        copy(payload, array->data, bytes, size, norb);
        good = fwrite(header, 1, head, stream) == head && fwrite(payload, 1, bytes, stream) == bytes;
        good &= !fclose(stream);
    }
    free(payload);
    return good ? OK : fail(FAILED, message, "the file cannot be written");
}
