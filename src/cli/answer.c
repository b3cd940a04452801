/* How answers are written. */
#include "config.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/day.h"
#include "base/i18n.h"
#include "base/text.h"
#include "cli/inner.h"

enum { FLUSH_BYTES = 64 << 10 };

void cli_flush(Cli *cli)
{
    fwrite(cli->out.data, 1, cli->out.len, stdout);
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

void cli_text(Cli *cli, const char *text)
{
    text_add_safe(&cli->out, text ? text : "");
    flush_full(cli);
}

void cli_printf(Cli *cli, const char *fmt, ...)
{
    Buf line = BUF_INIT;
    va_list args;
    va_start(args, fmt);
    buf_vaddf(&line, fmt, args);
    va_end(args);
    cli_text(cli, line.data);
    cli_add(cli, "\n");
    buf_free(&line);
}

void cli_note(const char *fmt, ...)
{
    Buf line = BUF_INIT, safe = BUF_INIT;
    va_list args;
    va_start(args, fmt);
    buf_vaddf(&line, fmt, args);
    va_end(args);
    text_add_safe(&safe, line.data);
    fprintf(stderr, "%s\n", safe.data);
    buf_free(&line);
    buf_free(&safe);
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

/* Jansson escapes what JSON must escape; DEL and the controls after it drive terminals too. */
static void add_escaped(Buf *out, const char *json)
{
    for (const unsigned char *p = (const unsigned char *)json; *p; p++) {
        if (*p == 0x7f)
            buf_add(out, "\\u007f");
        else if (*p == 0xc2 && p[1] >= 0x80 && p[1] <= 0x9f)
            buf_addf(out, "\\u00%02x", *++p);
        else
            buf_add_char(out, (char)*p);
    }
}

void cli_json_line(Cli *cli, json_t *object)
{
    char *text = json_dumps(object, JSON_COMPACT);
    add_escaped(&cli->out, text ? text : "null");
    cli_add(cli, "\n");
    free(text);
    json_decref(object);
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
        fprintf(stderr, "\r%s %3d%%", progress->title, percent);
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
