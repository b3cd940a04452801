/* seal, unseal, rekey, recover: who can read the file of the store. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "app/seal.h"
#include "base/attr.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "cli/commands.h"

enum { SECRET_BYTES = 4096 };

static void print_code(Cli *cli, const char *code)
{
    cli_printf(cli, "%s",
               _("Write this recovery code down and keep it in a safe. It opens the store "
                 "when nobody can any more, and is not shown again:"));
    cli_printf(cli, "  %s", code);
}

static void tell_copies(Cli *cli, const Sealing *sealing)
{
    long long sealed = sealing->copies.copies, missing = sealing->copies.missing;
    if (sealed)
        cli_note(cli,
                 ngettext("%lld attached copy is sealed with it",
                          "%lld attached copies are sealed with it", (unsigned long)sealed),
                 sealed);
    if (missing)
        cli_note(cli,
                 ngettext("%lld attached copy was missing before: “anjuan verify” names it",
                          "%lld attached copies were missing before: “anjuan verify” names "
                          "the first",
                          (unsigned long)missing),
                 missing);
    if (sealing->unsettled)
        cli_note(cli,
                 _("Copies of before are still beside the store; the next start takes them "
                   "away: %s"),
                 sealing->unsettled);
}

static void tell_left(Cli *cli, const Sealing *sealing)
{
    if (sealing->kept)
        cli_note(
            cli,
            _("The store of before is kept as %s, as it was, without attached copies; when "
              "you are sure that the new one opens, destroy it"),
            sealing->kept);
    for (const char *at = sealing->left, *end; at && *at; at = end + 1) {
        end = strchr(at, '\n');
        cli_note(cli, _("%.*s was there before and is not sealed: destroy it as well"),
                 (int)(end - at), at);
    }
    if (sealing->kept)
        cli_note(cli, "%s",
                 _("Backups of before are as they were: whoever could open them still can"));
    for (const char *at = sealing->guests.names.data, *end; at && *at; at = end + 1) {
        end = strchr(at, '\n');
        cli_note(cli,
                 _("%.*s cannot open it yet: set a passphrase with “anjuan user passphrase”"),
                 (int)(end - at), at);
    }
}

static bool print_sealed(Cli *cli, const char *path, const Sealing *sealing)
{
    if (cli->json) {
        cli_json_line(cli, json_pack("{s:o,s:o,s:I,s:I}", "store", cli_json_text(path), "kept",
                                     cli_json_text(sealing->kept), "others",
                                     (json_int_t)sealing->guests.shut, "copies",
                                     (json_int_t)sealing->copies.copies));
    } else {
        cli_printf(cli, _("Sealed %s"), path);
    }
    tell_copies(cli, sealing);
    tell_left(cli, sealing);
    return true;
}

bool cli_say_code(Cli *cli, const char *code, const char *counts, Err *err)
{
    if (cli->json) {
        cli_json_line(cli, json_pack("{s:s}", "recovery_code", code));
    } else {
        print_code(cli, code);
        cli_printf(cli, "%s", counts);
    }
    cli_flush(cli);
    return !cli->lost ||
           err_set(err, ERR_IO,
                   _("The recovery code could not be written, so nothing was changed: %s"),
                   i18n_errno(cli->lost));
}

static bool say_code(void *to, const char *code, Err *err)
{
    return cli_say_code(
        to, code, _("It counts once the store is sealed; keep that of before until then"), err);
}

typedef bool Sealer(const char *path, const char *into, const char *name,
                    const char *passphrase, const CodeTeller *teller, Sealing *out, Err *err);

static bool rekey(const char *path, const char *into UNUSED, const char *name,
                  const char *passphrase, const CodeTeller *teller, Sealing *out, Err *err)
{
    return app_rekey(path, name, passphrase, teller, out, err);
}

static bool run_sealer(Cli *cli, const char *path, const char *into, Sealer *sealer, Err *err)
{
    Sealing sealing = {0};
    const CodeTeller teller = {say_code, cli};
    Buf name = BUF_INIT, passphrase = BUF_INIT;
    bool done = cli_person(cli, &name, &passphrase, err) &&
                sealer(path, into, name.data, passphrase.data, &teller, &sealing, err) &&
                print_sealed(cli, into ? into : path, &sealing);
    sealing_free(&sealing);
    buf_free(&name);
    buf_free(&passphrase);
    return done;
}

static bool run_seal(Cli *cli, Err *err)
{
    return run_sealer(cli, cli->args[0], cli_value(cli, "--into"), app_seal, err);
}

const CliCommand command_seal = {
    .name = "seal",
    .usage = "STORE [--into FILE]",
    .help = N_("Seal a plain store, in its place after a backup, so that only its people can "
               "read the file"),
    .options = {{"--into", "FILE", N_("leave STORE as it is and make a sealed copy")}},
    .args_min = 1,
    .args_max = 1,
    .flags = CLI_MAKES,
    .run = run_seal,
};

static bool run_rekey(Cli *cli, Err *err)
{
    char *path = cli->options.store ? xstrdup(cli->options.store) : session_default_store();
    bool done = run_sealer(cli, path, NULL, rekey, err);
    free(path);
    return done;
}

const CliCommand command_rekey = {
    .name = "rekey",
    .usage = "",
    .help = N_("Give a sealed store another key and another recovery code"),
    .flags = CLI_MAKES,
    .run = run_rekey,
};

static bool run_unseal(Cli *cli, Err *err)
{
    CliProgress progress;
    FormCount copies;
    Err untold = {0};
    const char *out = cli_value(cli, "--out");
    if (!out)
        return cli_usage(err, _("unseal needs --out"));
    cli->options.store = cli->args[0];
    if (!cli_open(cli, CLI_STORE | CLI_PERSON, err))
        return false;
    const Progress *step = cli_progress_begin(&progress, _("Copying the store"));
    bool done = app_unseal(cli->session, out, step, &copies, &untold, err);
    cli_progress_end(&progress);
    if (done && cli->json)
        cli_json_line(cli, json_pack("{s:o,s:I}", "store", cli_json_text(out), "copies",
                                     (json_int_t)copies.copies));
    else if (done)
        cli_printf(cli, _("Made the plain store %s: whoever has this file can read it"), out);
    if (done && copies.copies)
        cli_note(cli,
                 ngettext("%lld attached copy lies in clear in %s.files",
                          "%lld attached copies lie in clear in %s.files",
                          (unsigned long)copies.copies),
                 (long long)copies.copies, out);
    if (done && untold.kind != ERR_NONE)
        cli_note(cli, _("The history tells that it was begun, not that it was done: %s"),
                 untold.text);
    return done;
}

const CliCommand command_unseal = {
    .name = "unseal",
    .usage = "STORE --out FILE",
    .help = N_("Make a plain copy of a sealed store; the history says so"),
    .options = {{"--out", "FILE", N_("the plain store, which must not exist")}},
    .args_min = 1,
    .args_max = 1,
    .flags = CLI_MAKES,
    .run = run_unseal,
};

/* The first line. */
static bool read_code(const char *path, Buf *out, Err *err)
{
    if (!path_read_secret(path, SECRET_BYTES, out, err))
        return false;
    for (size_t i = 0; i < out->len; i++) {
        if (out->data[i] == '\n') {
            buf_cut(out, i);
            break;
        }
    }
    return true;
}

/* What is shown of a recovery: first the code, where there is another one. */
typedef struct Recovered {
    Cli *cli;
    const char *name;
    bool shown;
} Recovered;

static void print_recovered(Recovered *recovered, const char *fresh)
{
    Cli *cli = recovered->cli;
    if (cli->json)
        cli_json_line(cli, json_pack("{s:o,s:s?}", "user", cli_json_text(recovered->name),
                                     "recovery_code", fresh));
    else
        cli_printf(cli, _("Made the supervisor %s"), recovered->name);
    if (!cli->json && fresh)
        print_code(cli, fresh);
    recovered->shown = true;
}

static bool show_fresh(void *ctx, const char *fresh, Err *err)
{
    Recovered *recovered = ctx;
    print_recovered(recovered, fresh);
    cli_flush(recovered->cli);
    return !recovered->cli->lost || err_set(err, ERR_IO, _("Another could not be shown: %s"),
                                            i18n_errno(recovered->cli->lost));
}

static void end_recovered(Recovered *recovered, const Err *kept)
{
    Cli *cli = recovered->cli;
    if (kept->kind != ERR_NONE)
        cli_note(cli,
                 _("The recovery code stays the one that was used; “anjuan rekey” gives "
                   "another: %s"),
                 kept->text);
    else if (!cli->json && recovered->shown)
        cli_printf(cli, "%s", _("The recovery code that was used opens nothing any more"));
    if (!recovered->shown)
        print_recovered(recovered, NULL);
}

static bool run_recover(Cli *cli, Err *err)
{
    Buf code = BUF_INIT, passphrase = BUF_INIT;
    Err kept = {0};
    const char *file = cli_value(cli, "--code-file"), *name = cli_value(cli, "--supervisor");
    Recovered recovered = {.cli = cli, .name = name};
    if (!file || !name)
        return cli_usage(err, _("recover needs --code-file and --supervisor"));
    bool done = read_code(file, &code, err) &&
                cli_new_passphrase(cli_value(cli, "--new-passphrase-file"), &passphrase, err) &&
                app_recover(&cli->options, code.data, name, passphrase.data, show_fresh,
                            &recovered, &kept, err);
    buf_free(&code);
    buf_free(&passphrase);
    if (done)
        end_recovered(&recovered, &kept);
    return done;
}

const CliCommand command_recover = {
    .name = "recover",
    .usage = "--code-file FILE --supervisor NAME --new-passphrase-file FILE",
    .help = N_("Make a new supervisor of a sealed store by its recovery code"),
    .options = {{"--code-file", "FILE", N_("its first line is the recovery code")},
                {"--supervisor", "NAME", N_("user name of the new supervisor")},
                {"--new-passphrase-file", "FILE",
                 N_("its first line is the passphrase, of at least 12 characters")}},
    .flags = CLI_MAKES,
    .run = run_recover,
};
