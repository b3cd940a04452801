/* Feeds the entry every file of the corpus that is named after the program: fuzz_text reads
 * tests/fuzz/corpus/text. Then each file again with its bytes turned over, cut and doubled by a
 * fixed sequence, so that make check goes a little beyond the corpus and is the same every
 * time. With arguments it feeds those files instead, as they are, to look at one finding. */
#include "config.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/path.h"
#include "tests/fuzz/fuzz.h"

enum { FILE_MAX_BYTES = 1 << 20, CHANGED_MAX_BYTES = 1 << 13, ROUNDS = 200 };

static uint32_t random_next(uint32_t *state)
{
    *state = *state * 1664525 + 1013904223;
    return *state >> 8;
}

static void feed(const Buf *bytes)
{
    /* A copy of exactly that size, so that a sanitizer sees a read beyond it. */
    uint8_t *exact = malloc(bytes->len ? bytes->len : 1);
    if (!exact)
        abort();
    memcpy(exact, bytes->data, bytes->len);
    LLVMFuzzerTestOneInput(exact, bytes->len);
    free(exact);
}

static void change(Buf *bytes, uint32_t *state)
{
    size_t at = random_next(state) % (bytes->len + 1), left = bytes->len - at;
    size_t n = left ? random_next(state) % left : 0;
    switch (random_next(state) % 5) {
    case 0:
        if (left)
            bytes->data[at] = (char)random_next(state);
        break;
    case 1:
        buf_remove(bytes, at, n < 8 ? n : 8);
        break;
    case 2:
        buf_insert(bytes, at, "\xE2\x80\x8D\xCC\x81\"\\", random_next(state) % 8);
        break;
    case 3:
        buf_cut(bytes, at);
        break;
    case 4:
        buf_add_bytes(bytes, "[a]\n\xFF", random_next(state) % 6);
        break;
    }
}

static bool feed_file(const char *path, bool changed)
{
    Buf bytes = BUF_INIT, other = BUF_INIT;
    Err err;
    uint32_t state = 20261121;

    bool ok = path_read(path, FILE_MAX_BYTES, &bytes, &err);
    if (ok)
        feed(&bytes);
    else
        fprintf(stderr, "%s\n", err.text);
    for (int i = 0; ok && changed && i < ROUNDS && bytes.len <= CHANGED_MAX_BYTES; i++) {
        buf_clear(&other);
        buf_add_bytes(&other, bytes.data, bytes.len);
        for (int j = 0; j <= i % 4; j++)
            change(&other, &state);
        feed(&other);
    }
    buf_free(&other);
    buf_free(&bytes);
    return ok;
}

/* The number of files fed, or -1 after a fault. */
static int feed_folder(const char *folder)
{
    int count = 0;
    DIR *dir = opendir(folder);
    if (!dir) {
        perror(folder);
        return -1;
    }
    for (struct dirent *entry = readdir(dir); entry && count >= 0; entry = readdir(dir)) {
        if (entry->d_name[0] == '.')
            continue;
        char *path = path_join(folder, entry->d_name);
        count = feed_file(path, true) ? count + 1 : -1;
        free(path);
    }
    closedir(dir);
    return count;
}

int main(int argc, char **argv)
{
    if (argc > 1) {
        for (int i = 1; i < argc; i++)
            if (!feed_file(argv[i], false))
                return EXIT_FAILURE;
        return EXIT_SUCCESS;
    }
    const char *top = getenv("top_srcdir");
    char *name = path_name(argv[0]);
    const char *mark = strstr(name, "fuzz_");
    Buf folder = BUF_INIT;
    buf_addf(&folder, "%s/tests/fuzz/corpus/%s", top ? top : ".", mark ? mark + 5 : name);
    int count = feed_folder(folder.data);
    printf("%d files of %s\n", count, folder.data);
    buf_free(&folder);
    free(name);
    return count > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
