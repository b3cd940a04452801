/* Any bytes as a knowledge file: refused with a place, or read with every value reachable. */
#include "config.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/ini.h"
#include "tests/fuzz/fuzz.h"

static void look_up_all(const Ini *ini)
{
    Buf out = BUF_INIT;
    for (size_t i = 0; i < ini_sections(ini); i++) {
        const char *section = ini_section(ini, i);
        for (size_t j = 0; j < ini_keys(ini, section); j++) {
            const char *key = ini_key(ini, section, j);
            if (!ini_get(ini, section, key))
                abort();
            buf_clear(&out);
            ini_long(ini, section, key, &out);
            ini_place(ini, section, key, &out);
            ini_get_lang(ini, section, key, "zh_TW");
        }
        ini_only(ini, section, (const char *const[]){"title", NULL}, NULL);
    }
    buf_free(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Ini *ini = NULL;
    Err err = {0};
    if (ini_load_text("fuzz.ini", (const char *)data, size, &ini, &err))
        look_up_all(ini);
    else if (ini || strncmp(err.text, "fuzz.ini", 8) != 0)
        abort();
    ini_free(ini);
    return 0;
}
