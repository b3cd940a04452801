/* How answers are written. */
#include "config.h"

#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/move.h"
#include "base/charset.h"
#include "base/day.h"
#include "base/i18n.h"
#include "base/text/text.h"
#include "cli/inner.h"

enum { FLUSH_BYTES = 64 << 10 };

/* Words are for a terminal, or for a program that reads what one would show; JSON is UTF-8
 * unless a terminal shows it. */
static bool for_terminal(const Cli *cli, int fd)
{
    return !charset_is_utf8() && (!cli->json || isatty(fd));
}

static bool put(const char *text, size_t len, bool convert, FILE *to)
{
    Buf bytes = BUF_INIT;
    if (convert) {
        charset_out(text, len, &bytes);
        text = bytes.data;
        len = bytes.len;
    }
    bool done = fwrite(text, 1, len, to) == len && fflush(to) == 0;
    int saved = errno;
    buf_free(&bytes);
    errno = saved;
    return done;
}

void cli_flush(Cli *cli)
{
    errno = 0;
    if (!cli->lost &&
        !put(cli->out.data, cli->out.len, for_terminal(cli, STDOUT_FILENO), stdout))
        cli->lost = errno ? errno : EIO;
    buf_clear(&cli->out);
}

static void flush_full(Cli *cli)
{
    if (cli->out.len > FLUSH_BYTES)
        cli_flush(cli);
}

void cli_add(Cli *cli, const char *text)
{
    buf_add(&cli->out, text);
    flush_full(cli);
}

void cli_printf(Cli *cli, const char *fmt, ...)
{
    Buf line = BUF_INIT;
    va_list args;
    va_start(args, fmt);
    buf_vaddf(&line, fmt, args);
    va_end(args);
    text_add_safe(&cli->out, line.data);
    cli_add(cli, "\n");
    buf_free(&line);
}

void cli_row(Cli *cli, const CliCell *cells, size_t n)
{
    size_t from = cli->out.len;
    for (size_t i = 0; i < n; i++) {
        const char *text = cells[i].text ? cells[i].text : "";
        if (i)
            buf_add(&cli->out, "  ");
        if (cells[i].cols)
            text_fit(&cli->out, text, abs(cells[i].cols),
                     cells[i].cols < 0 ? TEXT_RIGHT : TEXT_LEFT, "…");
        else
            text_add_safe(&cli->out, text);
    }
    while (cli->out.len > from && cli->out.data[cli->out.len - 1] == ' ')
        buf_cut(&cli->out, cli->out.len - 1);
    cli_add(cli, "\n");
}

void cli_head(Cli *cli, const CliCell *cells, size_t n)
{
    if (!cli->json && isatty(STDOUT_FILENO))
        cli_row(cli, cells, n);
}

json_t *cli_json_text(const char *text)
{
    if (!text)
        return json_null();
    json_t *json = json_string(text);
    if (json)
        return json;
    Buf safe = BUF_INIT;
    text_add_safe(&safe, text);
    json = json_string(safe.data);
    buf_free(&safe);
    return json;
}

static void add_json(Buf *out, json_t *object)
{
    char *text = json_dumps(object, JSON_COMPACT);
    text_add_json(out, text ? text : "null");
    free(text);
    json_decref(object);
}

void cli_json_line(Cli *cli, json_t *object)
{
    add_json(&cli->out, object);
    cli_add(cli, "\n");
}

/* ---- to standard error ---- */

static void say_json(json_t *object)
{
    Buf line = BUF_INIT;
    add_json(&line, object);
    buf_add_char(&line, '\n');
    put(line.data, line.len, isatty(STDERR_FILENO), stderr);
    buf_free(&line);
}

static void say(const char *text)
{
    Buf safe = BUF_INIT;
    text_add_safe(&safe, text);
    buf_add_char(&safe, '\n');
    put(safe.data, safe.len, true, stderr);
    buf_free(&safe);
}

void cli_note(const Cli *cli, const char *fmt, ...)
{
    Buf line = BUF_INIT;
    va_list args;
    va_start(args, fmt);
    buf_vaddf(&line, fmt, args);
    va_end(args);
    if (cli->json)
        say_json(json_pack("{s:o}", "note", cli_json_text(line.data)));
    else
        say(line.data);
    buf_free(&line);
}

void cli_note_clear(const Cli *cli)
{
    if (store_is_sealed(session_path(cli->session)))
        cli_note(cli, "%s", _("What was written is not sealed: whoever has it can read it"));
}

void cli_tell_notes(Cli *cli)
{
    size_t n;
    const char *const *notes = session_notes(cli->session, &n);
    for (size_t i = 0; i < n; i++)
        cli_note(cli, "%s", notes[i]);
}

static const char *const kinds[] = {
    [ERR_NONE] = "",
    [ERR_INPUT] = "input",
    [ERR_REFUSED] = "refused",
    [ERR_NOT_FOUND] = "not_found",
    [ERR_CONFLICT] = "conflict",
    [ERR_CANCELLED] = "cancelled",
    [ERR_USAGE] = "usage",
    [ERR_STORE] = "store",
    [ERR_IO] = "io",
};

static void add_fault_json(const Cli *cli, const Err *err, int status, Buf *out)
{
    Buf usage = BUF_INIT;
    json_t *object = json_pack("{s:o,s:s,s:i}", "error", cli_json_text(err->text), "kind",
                               kinds[err->kind], "status", status);
    if (err->kind == ERR_USAGE && cli->command) {
        cli_usage_line(cli->command, &usage);
        json_object_set_new(object, "usage", cli_json_text(usage.data));
    }
    add_json(out, object);
    buf_free(&usage);
}

void cli_fault_line(const Cli *cli, const Err *err, int status, Buf *out)
{
    if (cli->json) {
        add_fault_json(cli, err, status, out);
    } else {
        buf_add(out, "anjuan: ");
        text_add_safe(out, err->text);
    }
    buf_add_char(out, '\n');
}

/* The list of a group was wanted, though not asked for. */
static void list_group(Cli *cli)
{
    buf_clear(&cli->out);
    cli_help_group(cli, cli->group);
    put(cli->out.data, cli->out.len, true, stderr);
    buf_clear(&cli->out);
}

void cli_complain(Cli *cli, const Err *err, int status)
{
    Buf line = BUF_INIT;
    cli_fault_line(cli, err, status, &line);
    put(line.data, line.len, for_terminal(cli, STDERR_FILENO), stderr);
    buf_clear(&line);
    if (cli->json || err->kind != ERR_USAGE)
        goto out;
    if (cli->command)
        cli_usage_line(cli->command, &line);
    if (cli->group)
        list_group(cli);
    else if (cli->command)
        cli_note(cli, _("Usage: %s"), line.data);
    else
        say(_("“anjuan --help” lists commands and options"));
out:
    buf_free(&line);
}

void cli_fault(void *ctx, const char *where, const char *what)
{
    Cli *cli = ctx;
    cli->status = 1;
    if (cli->json)
        cli_json_line(cli, json_pack("{s:o,s:o}", "where", cli_json_text(where), "what",
                                     cli_json_text(what)));
    else
        cli_printf(cli, _("%s: %s"), where, what);
}

const char *cli_when(Cli *cli, const char *instant)
{
    Day day;
    int hour, minute;
    char text[DAY_TEXT];
    if (!instant || !instant_local(instant, &day, &hour, &minute))
        return instant ? instant : "";
    day_format(day, text);
    return arena_printf(cli->arena, "%s %02d:%02d", text, hour, minute);
}

const char *cli_path(Cli *cli, FieldId id, int row)
{
    if (id == FIELD_COUNT)
        return "";
    const FieldDef *field = catalog_field(id);
    const RecordDef *record = catalog_record(field->record);
    if (!(record->flags & RF_MANY))
        return arena_printf(cli->arena, "%s.%s", record->key, field->key);
    if (row < 0)
        return arena_printf(cli->arena, "%s[+].%s", record->key, field->key);
    return arena_printf(cli->arena, "%s[%d].%s", record->key, row + 1, field->key);
}

const char *cli_standing(Cli *cli, const CaseFile *file)
{
    Standing standing;
    Buf text = BUF_INIT;
    if (!app_case_standing(file, &standing, NULL))
        return case_head_of(file)->status;
    standing_say(&standing, &text);
    const char *said = arena_dup(cli->arena, text.data);
    buf_free(&text);
    return said;
}

json_t *cli_json_standing(const CaseFile *file)
{
    const CaseHead *head = case_head_of(file);
    json_t *object = json_pack("{s:o,s:o}", "no", cli_json_text(head->no), "status",
                               cli_json_text(head->status));
    if (head->amendment)
        json_object_set_new(object, "amendment", cli_json_text(head->amendment));
    if (head->first)
        json_object_set_new(object, "approvals", json_integer(1));
    return object;
}

const char *cli_status(const char *word)
{
    Status status;
    return word && status_parse(word, &status) ? status_label(status) : word;
}

/* ---- progress ---- */

/* The signal waits blocked, so that nothing runs at a bad moment; it is asked for here. */
static bool interrupted(void)
{
    sigset_t waiting;
    return sigpending(&waiting) == 0 && sigismember(&waiting, SIGINT) == 1;
}

static bool step(void *ctx, size_t done, size_t total)
{
    CliProgress *progress = ctx;
    int percent = total ? (int)(done * 100 / total) : 0;
    if (progress->shown && percent != progress->percent) {
        progress->percent = percent;
        Buf line = BUF_INIT;
        buf_addf(&line, "\r%s %3d%%", progress->title, percent);
        put(line.data, line.len, true, stderr);
        buf_free(&line);
    }
    return !interrupted();
}

const Progress *cli_progress_begin(CliProgress *progress, const char *title)
{
    sigset_t set;
    *progress = (CliProgress){.progress = {.step = step, .ctx = progress},
                              .title = title,
                              .shown = isatty(STDERR_FILENO) == 1,
                              .percent = -1};
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigprocmask(SIG_BLOCK, &set, NULL);
    return &progress->progress;
}

void cli_progress_end(CliProgress *progress)
{
    if (progress->shown && progress->percent >= 0)
        fprintf(stderr, "\r%*s\r", text_cols(progress->title) + 5, "");
}

enum { WAITING_SAID_MS = 2000, SECOND_MS = 1000 };

static bool waits(void *ctx, size_t waited, size_t limit)
{
    Cli *cli = ctx;
    if (waited >= WAITING_SAID_MS && !cli->said_waiting) {
        cli->said_waiting = true;
        cli_note(cli,
                 _("Another program is writing to the store; waiting for it, %zu s at most"),
                 limit / SECOND_MS);
    }
    return !interrupted();
}

void cli_tell_waiting(Cli *cli)
{
    cli->waiting = (Progress){waits, cli};
    session_on_wait(cli->session, &cli->waiting);
}
