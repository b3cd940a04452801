/* Reads the arguments by the tables and runs one command. */
#include "config.h"

#include "cli/cli.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/clock.h"
#include "app/practice.h"
#include "base/attr.h"
#include "base/charset.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text/text.h"
#include "cli/commands.h"
#include "cli/inner.h"

#define COMMAND(symbol) &symbol,
const CliCommand *const cli_commands[] = {CLI_COMMANDS(COMMAND) NULL};
#undef COMMAND

/* ---- global options, which may stand anywhere ---- */

typedef enum GlobalId {
    GLOBAL_STORE,
    GLOBAL_DATA,
    GLOBAL_LANG,
    GLOBAL_AS,
    GLOBAL_PASSPHRASE_FILE,
    GLOBAL_JSON,
    GLOBAL_ASCII,
    GLOBAL_MONO,
    GLOBAL_WIDE_SIGNS,
    GLOBAL_LOCK,
    GLOBAL_HELP,
    GLOBAL_VERSION,
    GLOBAL_COUNT
} GlobalId;

static const CliOption globals[] = {
    [GLOBAL_STORE] = {"--store", "FILE", N_("use this store")},
    [GLOBAL_DATA] = {"--data", "DIR", N_("read the knowledge files there")},
    [GLOBAL_LANG] = {"--lang", "LL", N_("show texts in this language, e.g. en or zh_CN")},
    [GLOBAL_AS] = {"--as", "USER", N_("act as this user")},
    [GLOBAL_PASSPHRASE_FILE] = {"--passphrase-file", "FILE",
                                N_("read the passphrase from the first line of the file")},
    [GLOBAL_JSON] = {"--json", NULL, N_("answer in JSON, one line for each item")},
    [GLOBAL_ASCII] = {"--ascii", NULL, N_("draw the screens with ASCII signs only")},
    [GLOBAL_MONO] = {"--mono", NULL, N_("draw the screens without colours")},
    [GLOBAL_WIDE_SIGNS] = {"--wide-signs", NULL,
                           N_("this terminal draws signs such as … and ─ two columns wide")},
    [GLOBAL_LOCK] = {"--lock-minutes", "N",
                     N_("lock the screens after so many minutes without a key; 10 is usual")},
    [GLOBAL_HELP] = {"--help", NULL, N_("show this help, or that of a command; so does -h")},
    [GLOBAL_VERSION] = {"--version", NULL, N_("show the version")},
};

const CliOption *const cli_globals = globals;
const size_t cli_global_count = COUNT_OF(globals);

static void take_global(Cli *cli, GlobalId id, const char *value)
{
    switch (id) {
    case GLOBAL_STORE:
        cli->options.store = value;
        break;
    case GLOBAL_DATA:
        cli->options.data = value;
        cli->options.named = true;
        break;
    case GLOBAL_LANG:
        break; /* main has seen it: cli_lang */
    case GLOBAL_AS:
        cli->as = value;
        break;
    case GLOBAL_PASSPHRASE_FILE:
        cli->passphrase_file = value;
        break;
    case GLOBAL_JSON:
        cli->json = true;
        break;
    case GLOBAL_ASCII:
        cli->screens.ascii = true;
        break;
    case GLOBAL_MONO:
        cli->screens.mono = true;
        break;
    case GLOBAL_WIDE_SIGNS:
        cli->screens.ambiguous = 2;
        break;
    case GLOBAL_LOCK:
        cli->lock_minutes = value;
        break;
    case GLOBAL_HELP:
        cli->help = true;
        break;
    case GLOBAL_VERSION:
        cli->version = true;
        break;
    case GLOBAL_COUNT:
        break;
    }
}

/* ---- parsing ---- */

bool cli_usage(Err *err, const char *fmt, ...)
{
    Buf text = BUF_INIT;
    va_list args;
    va_start(args, fmt);
    buf_vaddf(&text, fmt, args);
    va_end(args);
    err_set(err, ERR_USAGE, "%s", text.data);
    buf_free(&text);
    return false;
}

bool cli_number(const char *text, const char *option, int64_t max, int64_t *out, Err *err)
{
    size_t digits = strspn(text, "0123456789");
    int64_t number = 0;
    for (size_t i = 0; i < digits && number <= max; i++)
        number = number * 10 + (text[i] - '0');
    if (!digits || text[digits] || number > max)
        return cli_usage(err, _("%s takes a whole number up to %lld"), option, (long long)max);
    *out = number;
    return true;
}

const char *cli_value(const Cli *cli, const char *name)
{
    for (size_t i = 0; i < CLI_OPTIONS_MAX && cli->command->options[i].name; i++)
        if (strcmp(cli->command->options[i].name, name) == 0)
            return cli->values[i];
    return NULL;
}

/* Finds the option that text names, alone or as "--name=value"; *inline_value is then that
 * value. */
static const CliOption *find_option(const CliOption *options, size_t n, const char *text,
                                    const char **inline_value)
{
    size_t len = strcspn(text, "=");
    *inline_value = text[len] ? text + len + 1 : NULL;
    for (size_t i = 0; i < n && options[i].name; i++)
        if (strlen(options[i].name) == len && strncmp(options[i].name, text, len) == 0)
            return &options[i];
    return NULL;
}

/* The value of the option at argv[*at]; *at moves on when it is the next argument. */
static bool option_value(const CliOption *option, const char *given, int argc, char **argv,
                         int *at, const char **value, Err *err)
{
    if (!option->arg) {
        *value = "";
        return !given || cli_usage(err, _("%s takes no value"), option->name);
    }
    *value = given ? given : *at + 1 < argc ? argv[++*at] : NULL;
    return *value || cli_usage(err, _("%s needs a value: %s"), option->name, option->arg);
}

/* Is it the name of a file that stands here? "FILE", "FILE.xlsx", "DIR" in the help. */
static bool means_file(const char *arg)
{
    return strncmp(arg, "FILE", 4) == 0 || strncmp(arg, "DIR", 3) == 0;
}

/* What was typed on a terminal of another character set, in UTF-8; a file's name is bytes and
 * stays what it is. */
static bool take_text(const Cli *cli, const char *arg, const char **text, Err *err)
{
    Buf utf8 = BUF_INIT;
    if (charset_is_utf8() || means_file(arg))
        return true;
    bool done =
        charset_in(*text, strlen(*text), &utf8) ||
        cli_usage(err, _("This is no text of this terminal's character set: %s"), *text);
    if (done)
        *text = arena_dup(cli->arena, utf8.data);
    buf_free(&utf8);
    return done;
}

/* The same for the words after the command; its usage says which is what, the last one for all
 * that follow. */
static bool take_words(Cli *cli, Err *err)
{
    const char *usage = cli->command->usage;
    for (size_t i = 0; i < cli->n_args; i++) {
        if (!take_text(cli, usage, &cli->args[i], err))
            return false;
        const char *next = usage + strcspn(usage, " ");
        next += strspn(next, " ");
        if (*next >= 'A' && *next <= 'Z')
            usage = next;
    }
    return true;
}

const CliCommand *cli_find_command(const char *const *words, size_t n, size_t *used)
{
    for (*used = n < 2 ? n : 2; *used > 0; (*used)--) {
        Buf name = BUF_INIT;
        const CliCommand *found = NULL;
        for (size_t i = 0; i < *used; i++)
            buf_addf(&name, "%s%s", i ? " " : "", words[i]);
        for (size_t i = 0; !found && cli_commands[i]; i++)
            if (strcmp(cli_commands[i]->name, name.data) == 0)
                found = cli_commands[i];
        buf_free(&name);
        if (found)
            return found;
    }
    return NULL;
}

/* One pass over the arguments. options of the command are looked up when it is known, which it
 * is in the second pass; words are what is no option. */
static bool scan(Cli *cli, int argc, char **argv, const char **words, size_t *n, Err *err)
{
    bool only_words = false;
    *n = 0;
    for (int at = 1; at < argc; at++) {
        const char *given, *value, *text = argv[at];
        const CliOption *option = NULL;
        if (only_words || text[0] != '-' || !text[1]) {
            words[(*n)++] = text;
            continue;
        }
        if (strcmp(text, "--") == 0) {
            only_words = true;
            continue;
        }
        if (strcmp(text, "-h") == 0)
            text = globals[GLOBAL_HELP].name;
        if ((option = find_option(globals, COUNT_OF(globals), text, &given))) {
            if (!option_value(option, given, argc, argv, &at, &value, err) ||
                (option->arg && !take_text(cli, option->arg, &value, err)))
                return false;
            take_global(cli, (GlobalId)(option - globals), value);
            continue;
        }
        if (!cli->command && *n)
            return true; /* the words before it name the command */
        option = NULL;
        if (cli->command)
            option = find_option(cli->command->options, CLI_OPTIONS_MAX, text, &given);
        if (!option)
            return cli_usage(err, _("There is no option %s here"), text);
        if (!option_value(option, given, argc, argv, &at, &value, err) ||
            (option->arg && !take_text(cli, option->arg, &value, err)))
            return false;
        cli->values[option - cli->command->options] = value;
    }
    return true;
}

/* A day at most: a screen that never locks shows a case to whoever passes. */
static bool parse_lock(Cli *cli, Err *err)
{
    enum { MINUTES_MAX = 24 * 60 };
    int64_t minutes = 0;
    if (!cli->lock_minutes)
        return true;
    if (!cli_number(cli->lock_minutes, "--lock-minutes", MINUTES_MAX, &minutes, err))
        return false;
    if (minutes == 0)
        return cli_usage(err, _("--lock-minutes takes 1 or more"));
    cli->screens.lock_minutes = (int)minutes;
    return true;
}

/* "user" is no command, but "user add" is one. */
static bool parse_group(Cli *cli, size_t n, Err *err)
{
    Buf names = BUF_INIT;
    const char *word = cli->words[0];
    bool group = cli_is_group(word);
    if (group && n == 1)
        cli->group = word;
    if (cli->group && cli->help)
        return true;
    cli_group_names(word, &names);
    if (cli->group)
        cli_usage(err, _("%s needs a second word: %s"), word, names.data);
    else if (group)
        cli_usage(err, _("There is no command %s %s; there are: %s"), word, cli->words[1],
                  names.data);
    else
        cli_usage(err, _("There is no command %s"), word);
    buf_free(&names);
    return false;
}

static bool parse(Cli *cli, int argc, char **argv, Err *err)
{
    size_t n = 0, used = 0;
    cli->words = xcalloc((size_t)argc + 1, sizeof(char *));
    if (!scan(cli, argc, argv, cli->words, &n, err) || !parse_lock(cli, err))
        return false;
    if (n == 0)
        return true;
    cli->command = cli_find_command(cli->words, n, &used);
    for (size_t i = 0; !cli->command && i < n; i++)
        if (!take_text(cli, "", &cli->words[i], err))
            return false;
    if (!cli->command)
        return parse_group(cli, n, err);
    if (!scan(cli, argc, argv, cli->words, &n, err))
        return false;
    cli->args = cli->words + used;
    cli->n_args = n - used;
    if (cli->help)
        return true;
    if (!take_words(cli, err))
        return false;
    if (cli->n_args < (size_t)cli->command->args_min)
        return cli_usage(err, _("Something is missing after %s"), cli->command->name);
    if (cli->command->args_max >= 0 && cli->n_args > (size_t)cli->command->args_max)
        return cli_usage(err, _("This is one too many: %s"), cli->args[cli->command->args_max]);
    return true;
}

const char *cli_lang(int argc, char **argv)
{
    const char *lang = NULL;
    for (int at = 1; at < argc && strcmp(argv[at], "--") != 0; at++) {
        const char *given, *value;
        const CliOption *option = find_option(&globals[GLOBAL_LANG], 1, argv[at], &given);
        if (option && option_value(option, given, argc, argv, &at, &value, NULL))
            lang = value;
    }
    return lang;
}

/* ---- running ---- */

/* What the sign-in tells is told once, so it is not left to the screens. */
static bool sign_in(Cli *cli, Err *err)
{
    if (!cli_sign_in(cli, err))
        return false;
    if (cli->command)
        cli_tell_notes(cli);
    return true;
}

bool cli_open(Cli *cli, unsigned flags, Err *err)
{
    if (!(flags & CLI_STORE))
        return true;
    if (!session_open(&cli->options, flags & CLI_READ ? STORE_READ : STORE_OPEN, &cli->session,
                      err))
        return false;
    cli_tell_waiting(cli);
    if (cli->command && !(flags & CLI_PERSON)) /* the sign-in tells it itself */
        app_clock_note(cli->session);
    if (cli->command) /* the screens tell it themselves */
        cli_tell_notes(cli);
    /* Without a passphrase nobody reads a sealed store. */
    if (!(flags & CLI_PERSON) && cli->command && session_suspended(cli->session))
        return sign_in(cli, err);
    return !(flags & CLI_PERSON) ||
           (sign_in(cli, err) &&
            ((flags & CLI_OWN) || user_acts(session_user(cli->session), err)));
}

static bool open_session(Cli *cli, Err *err)
{
    unsigned flags = cli->command ? cli->command->flags : CLI_STORE;
    /* What reads is asked as of that day; for what writes it is a day of its own. */
    const char *on = flags & CLI_READ && cli->command ? cli_value(cli, "--on") : NULL;
    if (on && !day_parse(on, &cli->options.on))
        return cli_usage(err, _("--on takes a day, e.g. 2026-11-21"));
    return cli_open(cli, flags, err);
}

bool cli_screens(Cli *cli, Err *err)
{
    if (!cli->host->screens)
        return err_set(err, ERR_REFUSED, _("This program was built without screens"));
    return cli->host->screens(cli->session, &cli->screens, err);
}

static bool open_screens(Cli *cli, Err *err)
{
    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
        return cli_usage(err,
                         _("The screens need a terminal; “anjuan --help” lists the commands"));
    return open_session(cli, err) && (!cli->as || cli_sign_in(cli, err)) &&
           cli_screens(cli, err);
}

static bool run(Cli *cli, Err *err)
{
    if (cli->version)
        cli_printf(cli, "anjuan %s", PACKAGE_VERSION);
    else if (cli->help && cli->command)
        cli_help_command(cli, cli->command);
    else if (cli->help && cli->group)
        cli_help_group(cli, cli->group);
    else if (cli->help)
        cli_help_all(cli);
    else if (!cli->command)
        return open_screens(cli, err);
    else
        return open_session(cli, err) && cli->command->run(cli, err);
    return true;
}

/* Asked for by the first word that says so, since the fault may stand before it. */
static bool asks_json(int argc, char **argv)
{
    for (int at = 1; at < argc && strcmp(argv[at], "--") != 0; at++)
        if (strcmp(argv[at], globals[GLOBAL_JSON].name) == 0)
            return true;
    return false;
}

/* The answer went to a pipe that nobody reads any more ("anjuan list | head"): who closed it
 * has what they wanted. */
static bool answer_written(const Cli *cli, Err *err)
{
    const CliCommand *command = cli->command;
    if (!cli->lost || cli->lost == EPIPE)
        return true;
    if (command && ((command->flags & CLI_MAKES) ||
                    ((command->flags & CLI_STORE) && !(command->flags & CLI_READ))))
        return err_set(
            err, ERR_IO,
            _("What was asked for was done, but the answer could not be written: %s"),
            i18n_errno(cli->lost));
    return err_set(err, ERR_IO, _("The answer could not be written: %s"),
                   i18n_errno(cli->lost));
}

/* A fault of the knowledge files is told beside whatever else came of the command. */
static void tell_fault(const Cli *cli, const Err *err)
{
    const char *fault = cli->session ? session_fault(cli->session) : NULL;
    if (fault && !strstr(err->text, fault))
        cli_note(cli, _("%s: only what needs no rule works until this is mended"), fault);
}

/* Made ready while there is memory for it. */
static char *say_at_end(const Cli *cli)
{
    Buf line = BUF_INIT;
    Err err = {0};
    err_set(&err, ERR_IO,
            _("There is not enough memory, and the program had to stop. What it had begun is "
              "stored whole or not at all: look before you do it again, and close other "
              "programs"));
    cli_fault_line(cli, &err, err_exit_status(err.kind), &line);
    char *text = buf_take(&line);
    mem_last_words(text);
    return text;
}

int cli_run(int argc, char **argv, const CliHost *host)
{
    Cli cli = {
        .host = host, .arena = arena_new(), .out = BUF_INIT, .json = asks_json(argc, argv)};
    Err err = {0};
    char *last_words = say_at_end(&cli);
    bool done = parse(&cli, argc, argv, &err) && run(&cli, &err);
    int status = done ? cli.status : err_exit_status(err.kind);
    cli_flush(&cli);
    if (status == 0 && !answer_written(&cli, &err)) {
        done = false;
        status = err_exit_status(err.kind);
    }
    if (!done)
        cli_complain(&cli, &err, status);
    tell_fault(&cli, &err);
    session_close(cli.session);
    arena_free(cli.arena);
    buf_free(&cli.out);
    free(cli.words);
    mem_last_words("");
    free(last_words);
    return status;
}
