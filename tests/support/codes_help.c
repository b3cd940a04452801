/* Read from data/codes of the sources, without a session and without the rules. */
#include "config.h"

#include "tests/support/codes_help.h"

#include <check.h>
#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/attr.h"
#include "base/ini.h"
#include "base/mem.h"
#include "base/path.h"
#include "tests/support/store_help.h"

/* folder: "" for the top. */
static char *source_path(const char *folder, const char *name)
{
    const char *top = getenv("top_srcdir");
    char *data = path_join(top ? top : "..", folder), *path = path_join(data, name);
    free(data);
    return path;
}

static void add_file(Codes *codes, const char *name)
{
    char *path = source_path("data/codes", name);
    char *table = xstrndup(name, strlen(name) - strlen(".ini"));
    Buf text = BUF_INIT;
    ck_done(path_read(path, INI_MAX_BYTES, &text, &help_err));
    if (strcmp(name + strlen(name) - strlen(".tsv"), ".tsv") == 0)
        ck_done(codes_add_tsv(codes, table, name, text.data, text.len, &help_err));
    else
        ck_done(codes_add_text(codes, table, name, text.data, text.len, &help_err));
    buf_free(&text);
    free(table);
    free(path);
}

void help_codes(Codes **codes)
{
    char *folder = source_path("data", "codes");
    DIR *dir = opendir(folder);
    ck_assert_msg(dir != NULL, "%s", folder);
    *codes = codes_new();
    for (struct dirent *entry; (entry = readdir(dir));) {
        size_t len = strlen(entry->d_name);
        if (len > 4 && (strcmp(entry->d_name + len - 4, ".ini") == 0 ||
                        strcmp(entry->d_name + len - 4, ".tsv") == 0))
            add_file(*codes, entry->d_name);
    }
    closedir(dir);
    free(folder);
}

FieldContext help_fields(const Codes *codes, const char *lang)
{
    return (FieldContext){.codes = codes, .today = {2026, 11, 21}, .lang = lang};
}

void help_knowledge(Knowledge **knowledge, FieldContext *fields)
{
    char *folder = source_path("", "data");
    ck_done(knowledge_load((const char *const[]){folder}, 1, knowledge, &help_err));
    *fields = help_fields(knowledge_codes(*knowledge), "en");
    free(folder);
}

void help_read_cases(const FieldContext *ctx, const char *json, PortableCases *out)
{
    char *text = xstrdup(json);
    for (char *at = text; *at; at++)
        *at = *at == '\'' ? '"' : *at;
    portable_free(out);
    ck_done(portable_read(ctx, "case", text, strlen(text), out, &help_err));
    free(text);
}

CaseFile *help_case(const FieldContext *ctx, const char *name)
{
    return help_case_in(ctx, "data/practice", name);
}

CaseFile *help_case_in(const FieldContext *ctx, const char *folder, const char *name)
{
    Buf file = BUF_INIT, text = BUF_INIT;
    PortableCases cases = {0};
    buf_addf(&file, "%s.json", name);
    char *path = source_path(folder, file.data);
    ck_done(path_read(path, 1 << 20, &text, &help_err));
    ck_done(portable_read(ctx, name, text.data, text.len, &cases, &help_err));
    ck_assert_uint_eq(cases.n, 1);
    CaseFile *found = cases.files[0];
    free(cases.files);
    free(path);
    buf_free(&file);
    buf_free(&text);
    return found;
}

static void link_source(const char *folder, const char *name, const char *kind)
{
    char *from = source_path("data", kind), *to = path_join(folder, name);
    ck_assert_int_eq(symlink(from, to), 0);
    free(from);
    free(to);
}

char *help_few_rules(const char *folder)
{
    static const char *const kinds[] = {"checklist", "codes",  "facts",     "papers",
                                        "cases",     "routes", "statement", "templates"};
    char *few = path_join(folder, "few"), *rules = path_join(few, "rules");
    ck_assert(mkdir(few, 0700) == 0 && mkdir(rules, 0700) == 0);
    for (size_t i = 0; i < COUNT_OF(kinds); i++)
        link_source(few, kinds[i], kinds[i]);
    link_source(rules, "workflow.ini", "rules/workflow.ini");
    free(rules);
    return few;
}
