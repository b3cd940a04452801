/* The language of templates: what each key means, and that what cannot be is named. */
#include "config.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/path.h"
#include "exchange/template.h"
#include "tests/support/store_help.h"
#include "tests/support/suite.h"
#include "tests/support/temp.h"

static char *data, *site;
static Knowledge *knowledge;
static Template *template;
static Buf faults;

static void start(void)
{
    data = path_join(getenv("top_srcdir"), "data");
    site = temp_new();
    char *folder = temp_path(site, "templates");
    ck_assert_int_eq(mkdir(folder, 0700), 0);
    free(folder);
    faults = (Buf)BUF_INIT;
}

static void stop(void)
{
    template_free(template);
    template = NULL;
    knowledge_free(knowledge);
    knowledge = NULL;
    buf_free(&faults);
    temp_free(site);
    free(data);
}

static void put(const char *name, const char *text)
{
    char *folder = temp_path(site, "templates"), *path = temp_path(folder, name);
    ck_done(path_write(path, text, strlen(text), &help_err));
    free(path);
    free(folder);
}

static bool find(const char *name)
{
    template_free(template);
    knowledge_free(knowledge);
    template = NULL;
    knowledge = NULL;
    err_clear(&help_err);
    ck_done(knowledge_load((const char *const[]){data, site}, 2, &knowledge, &help_err));
    return template_find(knowledge, name, &template, &help_err);
}

static void note(void *ctx, const char *where, const char *what)
{
    buf_addf(ctx, "%s: %s\n", where, what);
}

/* What the strict reading says. */
static const char *check(void)
{
    buf_clear(&faults);
    template_check((const char *const[]){data, site}, 2, note, &faults);
    return faults.data ? faults.data : "";
}

static void says(const char *part)
{
    const char *found = check();
    ck_assert_msg(strstr(found, part), "not said: %s\n%s", part, found);
}

START_TEST(test_template_says_for_whom_and_what_for)
{
    ck_done(find("neutral"));
    ck_assert_ptr_null(template_platform(template));
    ck_assert_str_eq(template_purpose(template)->name, "launch");
    ck_assert(template_purpose(template)->sends);
    put("neutral.ini", "[template]\nplatform = \"qingsongchou\"\npurpose = \"payment\"\n");
    ck_done(find("neutral"));
    ck_assert_str_eq(template_platform(template), "qingsongchou");
    ck_assert_int_eq(template_purpose(template)->takes, TAKES_TRANCHES);
    ck_assert(!template_purpose(template)->sends);
    ck_assert_str_eq(check(), "");
    put("neutral.ini", "[template]\nplatform = \"nobody\"\npurpose = \"fun\"\n");
    ck_assert(!find("neutral"));
    says("[template] platform: ");
    says("[template] purpose: ");
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {test_template_says_for_whom_and_what_for, NULL};
    return suite_run("template", tests, start, stop);
}
