/* A reader of uint8 IDX files that trusts every size: right for right files, dead for others. */
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv) {
    unsigned char head[4], size[4], *data;
    unsigned long count = 1;
    FILE *file = argc == 2 ? fopen(argv[1], "rb") : NULL;
    if (file == NULL || fread(head, 1, 4, file) != 4) {
        puts("rejected no header");
        return 0;
    }
    printf("ok uint8");
    for (int i = 0; i < head[3]; i++) {
        if (fread(size, 1, 4, file) != 4) abort();
        unsigned long one = (unsigned long)size[0] << 24 | size[1] << 16 | size[2] << 8 | size[3];
        printf(" %lu", one);
        count *= one;
    }
    puts("");
    data = malloc(count);
    if (fread(data, 1, count, file) != count) data = NULL;
    for (unsigned long i = 0; i < count; i++) printf("%d\n", data[i]);
    return 0;
}
