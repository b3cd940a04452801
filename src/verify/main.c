/* anjuan-verify: a second program, which reads the format of its own and finds whether a store
 * or a dossier is whole. It changes nothing. */
#include "config.h"

#include <jansson.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "seal/words.h"
#include "verify/archive.h"
#include "verify/dossier.h"
#include "verify/store.h"

enum { PASSPHRASE_MAX = 4096, STATUS_BAD = 1, STATUS_USAGE = 2, STATUS_UNREAD = 3 };
static const size_t dossier_max = (size_t)1 << 31;

typedef struct Options {
    const char *file, *as, *passphrase_file, *head;
    unsigned char words[WORDS_BYTES]; /* of head */
    bool json, help, version;
} Options;

static bool takes(const char *const *argv, int *i, const char *name, const char **out)
{
    size_t n = strlen(name);

    if (strncmp(argv[*i], name, n) == 0 && argv[*i][n] == '=') {
        *out = argv[*i] + n + 1;
        return true;
    }
    if (strcmp(argv[*i], name) != 0 || !argv[*i + 1])
        return false;
    *out = argv[++*i];
    return true;
}

static bool read_options(const char *const *argv, Options *out, Err *err)
{
    *out = (Options){0};
    for (int i = 1; argv[i]; i++) {
        if (strcmp(argv[i], "--json") == 0)
            out->json = true;
        else if (strcmp(argv[i], "--help") == 0)
            out->help = true;
        else if (strcmp(argv[i], "--version") == 0)
            out->version = true;
        else if (takes(argv, &i, "--as", &out->as) ||
                 takes(argv, &i, "--passphrase-file", &out->passphrase_file) ||
                 takes(argv, &i, "--head", &out->head))
            continue;
        else if (argv[i][0] == '-' || out->file)
            return err_set(err, ERR_USAGE, _("%s is not understood here"), argv[i]);
        else
            out->file = argv[i];
    }
    if (!out->file && !out->help && !out->version)
        return err_set(err, ERR_USAGE, _("Name the store or the dossier"));
    if (out->head && !words_read(out->head, out->words, err)) {
        err->kind = ERR_USAGE;
        return false;
    }
    return true;
}

static void usage(FILE *to)
{
    fputs(_("Usage: anjuan-verify STORE|DOSSIER [--as NAME --passphrase-file FILE] [--head "
            "WORDS] "
            "[--json]"),
          to);
    fputc('\n', to);
}

static bool read_passphrase(const Options *options, Buf *out, Err *err)
{
    if (!options->passphrase_file)
        return true;
    if (!path_read_secret(options->passphrase_file, PASSPHRASE_MAX, out, err))
        return false;
    if (out->len > 0 && out->data[out->len - 1] == '\n')
        buf_cut(out, out->len - 1);
    if (out->len > 0 && out->data[out->len - 1] == '\r')
        buf_cut(out, out->len - 1);
    return true;
}

/* Told by the first bytes, which those of no store are. */
static bool looks_like_dossier(const char *path, bool *is, Err *err)
{
    char begins[4] = "";
    size_t n = strlen(path), got = 0;

    if (!path_read_head(path, begins, sizeof(begins), &got, err))
        return false;
    *is = (got == sizeof(begins) && memcmp(begins, "PK\3\4", sizeof(begins)) == 0) ||
          (n > 4 && strcmp(path + n - 4, ".zip") == 0);
    return true;
}

static bool verify(const Options *options, Report *report, Err *err)
{
    Buf file = BUF_INIT, passphrase = BUF_INIT;
    bool is_dossier, done;

    if (!path_exists(options->file))
        return err_set(err, ERR_NOT_FOUND, _("There is no file %s"), options->file);
    if (!looks_like_dossier(options->file, &is_dossier, err))
        return false;
    if (is_dossier) {
        done = path_read(options->file, dossier_max, &file, err);
        if (done)
            verify_dossier(&file, report);
        buf_free(&file);
        return done;
    }
    done = read_passphrase(options, &passphrase, err);
    if (done) {
        StoreKey key = {options->as, passphrase.data};
        done =
            verify_store(options->file, options->as && options->passphrase_file ? &key : NULL,
                         options->head ? options->words : NULL, report, err);
    }
    if (passphrase.len > 0)
        sodium_memzero(passphrase.data, passphrase.len);
    buf_free(&passphrase);
    return done;
}

static json_t *lines_json(const Buf *lines)
{
    json_t *list = json_array();

    for (const char *at = lines->len ? lines->data : "", *end; *at; at = end + 1) {
        end = strchr(at, '\n');
        json_array_append_new(list, json_stringn(at, (size_t)(end - at)));
    }
    return list;
}

static void print_json(const Report *report)
{
    json_t *what = report->faults ? json_string(report->what.data) : json_null();
    json_t *all = json_pack(
        "{s:I,s:I,s:I,s:I,s:b,s:o,s:o,s:I,s:I,s:o,s:o}", "events", (json_int_t)report->events,
        "signatures", (json_int_t)report->signatures, "records", (json_int_t)report->records,
        "copies", (json_int_t)report->copies, "ok", report->faults == 0, "first_bad",
        report->first_bad ? json_integer(report->first_bad) : json_null(), "what",
        what ? what : json_string("?"), "unsigned", (json_int_t)report->unsigned_, "faults",
        (json_int_t)report->faults, "remarks", lines_json(&report->remarks), "not_looked_at",
        lines_json(&report->unseen));
    char *text = json_dumps(all, JSON_COMPACT | JSON_PRESERVE_ORDER);

    puts(text);
    free(text);
    json_decref(all);
}

static void print_unseen(const Report *report)
{
    for (const char *at = report->unseen.len ? report->unseen.data : "", *end; *at;
         at = end + 1) {
        end = strchr(at, '\n');
        /* TRANSLATORS: what the program had no way to verify. */
        printf(_("Not looked at: %.*s"), (int)(end - at), at);
        putchar('\n');
    }
}

static void print(const Report *report)
{
    fputs(report->remarks.len ? report->remarks.data : "", stdout);
    if (report->faults == 0) {
        printf(_("All is whole: events %lld, signatures %lld, records %lld, copies %lld"),
               (long long)report->events, (long long)report->signatures,
               (long long)report->records, (long long)report->copies);
        putchar('\n');
        print_unseen(report);
        return;
    }
    fputs(report->lines.data, stdout);
    if (report->faults > REPORT_LINES) {
        printf(_("… and %lld more"), (long long)report->faults - REPORT_LINES);
        putchar('\n');
    }
    print_unseen(report);
}

static int run(const Options *options)
{
    Err err = {0};
    Report report;
    int status;

    report_init(&report);
    bool done = verify(options, &report, &err);
    if (!done) {
        fprintf(stderr, "anjuan-verify: %s\n", err.text);
        report_unseen(&report, err.text);
    }
    if (!done && !report.faults) {
        /* A script has to tell "not whole" from "not looked at", whatever was in the way. */
        status = err.kind == ERR_USAGE ? STATUS_USAGE : STATUS_UNREAD;
    } else { /* what cannot be read hides nothing of what was found before it */
        if (options->json)
            print_json(&report);
        else
            print(&report);
        status = report.faults ? STATUS_BAD : 0;
    }
    report_free(&report);
    return status;
}

int main(int argc, char **argv)
{
    static const struct rlimit none = {0, 0};
    char *locale = path_share("locale");
    Options options;
    Err err = {0};
    int status = 0;

    (void)argc;
    setrlimit(RLIMIT_CORE, &none);
    mem_last_words("anjuan-verify: out of memory\n");
    i18n_start(NULL, locale);
    free(locale);
    if (sodium_init() < 0)
        return STATUS_UNREAD;
    if (!read_options((const char *const *)argv, &options, &err)) {
        fprintf(stderr, "anjuan-verify: %s\n", err.text);
        usage(stderr);
        return STATUS_USAGE;
    }
    if (options.help)
        usage(stdout);
    else if (options.version)
        printf("anjuan-verify %s\n", PACKAGE_VERSION);
    else
        status = run(&options);
    if (fflush(stdout) != 0 || ferror(stdout)) {
        fprintf(stderr, "anjuan-verify: %s\n", _("The answer could not be written"));
        return STATUS_UNREAD;
    }
    return status;
}
