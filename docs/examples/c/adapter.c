#include "idx.h"
int main(int argc, char **argv) {
    struct idx a;
    const char *error = idx_read(argv[argc - 1], &a);
    if (error) return printf("%s %s\n", error == idx_foreign ? "unsupported" : "rejected", error) < 0;
    printf("ok %s", idx_names[a.type]);
    for (int i = 0; i < a.rank; i++) printf(" %lu", (unsigned long)a.shape[i]);
    for (size_t i = 0; i < a.count; i++)
        if (a.type == IDX_FLOAT32) printf("\n%08lx", (unsigned long)((uint32_t *)a.data)[i]);
        else if (a.type == IDX_FLOAT64) printf("\n%016llx", ((unsigned long long *)a.data)[i]);
        else printf("\n%ld", (long)idx_int(&a, i));
}
