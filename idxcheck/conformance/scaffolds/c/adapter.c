/* Answers idxcheck's questions: adapter FILE, and adapter --write FILE. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "matrix.h"

/* ---- Your library goes here: call it in these two functions. ---- */

static enum status read_file(const char *path, struct array *array, const char **message)
{
    return matrix_read(path, array, message);
}

static enum status write_file(const char *path, const struct array *array, const char **message)
{
    return matrix_write(path, array, message); /* without a writer: return UNSUPPORTED */
}

/* ---- What follows is the protocol and can stay as it is. ---- */

static const char *const NAMES[6] = {"uint8", "int8", "int16", "int32", "float32", "float64"};

static void print(const struct array *array)
{
    const char *at = array->data;
    uint32_t bits32;
    uint64_t bits64;
    printf("ok %s", NAMES[array->element]);
    for (int i = 0; i < array->rank; i++)
        printf(" %" PRIu32, array->shape[i]);
    putchar('\n');
    for (size_t i = 0; i < array->count; i++, at += element_size[array->element])
        switch (array->element) {
        case UINT8: printf("%d\n", *(const uint8_t *)at); break;
        case INT8: printf("%d\n", *(const int8_t *)at); break;
        case INT16: printf("%d\n", *(const int16_t *)at); break;
        case INT32: printf("%" PRId32 "\n", *(const int32_t *)at); break;
        case FLOAT32: memcpy(&bits32, at, 4); printf("%08" PRIx32 "\n", bits32); break;
        case FLOAT64: memcpy(&bits64, at, 8); printf("%016" PRIx64 "\n", bits64); break;
        }
}

/* Take the array to write, in the same words, from standard input. */
static int take(struct array *array)
{
    char line[4096], word[32], *at, *name;
    size_t room = 0;
    if (!fgets(line, sizeof line, stdin) || !(at = strtok(line, " \r\n")) || strcmp(at, "ok"))
        return 0;
    if (!(name = strtok(NULL, " \r\n")))
        return 0;
    int element = 0;
    while (element < 6 && strcmp(name, NAMES[element]))
        element++;
    if (element == 6)
        return 0;
    array->element = (enum element)element;
    while (array->rank < 255 && (at = strtok(NULL, " \r\n")))
        array->shape[array->rank++] = (uint32_t)strtoul(at, NULL, 10);
    for (; scanf("%31s", word) == 1; array->count++) {
        if (array->count == room) {
            void *more = realloc(array->data, 8 * (room = 2 * room + 1024));
            if (!more)
                return 0;
            array->data = more;
        }
        char *to = (char *)array->data + array->count * element_size[element];
        uint32_t bits32 = (uint32_t)strtoul(word, NULL, 16);
        uint64_t bits64 = strtoull(word, NULL, 16);
        switch (array->element) {
        case UINT8: *(uint8_t *)to = (uint8_t)atoi(word); break;
        case INT8: *(int8_t *)to = (int8_t)atoi(word); break;
        case INT16: *(int16_t *)to = (int16_t)atoi(word); break;
        case INT32: *(int32_t *)to = (int32_t)atol(word); break;
        case FLOAT32: memcpy(to, &bits32, 4); break;
        case FLOAT64: memcpy(to, &bits64, 8); break;
        }
    }
    return 1;
}

int main(int argc, char **argv)
{
    static struct array array;
    const char *message = "";
    enum status status;
    int writes = argc == 3 && !strcmp(argv[1], "--write");
    if (!writes && argc != 2) {
        fprintf(stderr, "usage: %s FILE\n       %s --write FILE <ARRAY\n", argv[0], argv[0]);
        return 2;
    }
    if (writes && !take(&array)) {
        fprintf(stderr, "the array on standard input was not understood\n");
        return 2;
    }
    status = writes ? write_file(argv[2], &array, &message) : read_file(argv[1], &array, &message);
    if (status == OK && writes)
        puts("ok");
    else if (status == OK)
        print(&array);
    else if (status == FAILED)
        fprintf(stderr, "%s\n", message);
    else
        printf("%s %s\n", status == REJECTED ? "rejected" : "unsupported", message);
    return status == FAILED || fflush(stdout) ? 1 : 0;
}
