/* Any bytes as a portable case file: refused with the file's name, or read into cases that are
 * written and read again to the same bytes. */
#include "config.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/path.h"
#include "exchange/portable.h"
#include "rules/knowledge/knowledge.h"
#include "tests/fuzz/fuzz.h"

/* The code tables of the source tree; without it every code is refused. They stay for all
 * inputs. */
static const Codes *codes(void)
{
    static Knowledge *knowledge;
    static Codes *none;
    const char *tree = getenv("top_srcdir");
    if (!knowledge && !none) {
        char *data = path_join(tree ? tree : ".", "data");
        if (!knowledge_load((const char *const[]){data}, 1, &knowledge, NULL))
            none = codes_new();
        free(data);
    }
    return knowledge ? knowledge_codes(knowledge) : none;
}

static void write_twice(const FieldContext *ctx, const CaseFile *file)
{
    PortableCases again;
    Buf once = BUF_INIT, twice = BUF_INIT;
    portable_write(file, &once);
    if (!portable_read(ctx, "again", once.data, once.len, &again, NULL) || again.n != 1)
        abort();
    portable_write(again.files[0], &twice);
    if (once.len != twice.len || memcmp(once.data, twice.data, once.len) != 0)
        abort();
    portable_free(&again);
    buf_free(&once);
    buf_free(&twice);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const FieldContext ctx = {.codes = codes(), .today = {2026, 11, 21}, .lang = "en"};
    PortableCases cases;
    Err err = {0};
    if (portable_read(&ctx, "fuzz.json", (const char *)data, size, &cases, &err)) {
        for (size_t i = 0; i < cases.n; i++)
            write_twice(&ctx, cases.files[i]);
    } else if (cases.n || strncmp(err.text, "fuzz.json", 9) != 0) {
        abort();
    }
    portable_free(&cases);
    return 0;
}
