/* Papers go to the program as JSON, and come back as bytes that are written like every file. */
#include "config.h"

#include "exchange/paper_pdf.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/program.h"
#include "base/text/text.h"
#include "print/status.h"

enum { PDF_MAX = 64 << 20, SECONDS = 60 };

/* NULL: told for the whole paper. */
static const char *const words[PAPER_STYLES] = {
    [PAPER_TEXT] = "text", [PAPER_TITLE] = "title", [PAPER_HEAD] = "head",
    [PAPER_ITEM] = "item", [PAPER_ROW] = "row",     [PAPER_SIGN] = "sign",
    [PAPER_TO] = "to",     [PAPER_BOX] = "box",     [PAPER_CODE] = "code",
};

/* Without control signs but line breaks. A blank is a thin one: a line that is spread to its
 * full width would pour all that is left over into the others. */
static void add_safe(Buf *out, const char *text, size_t n)
{
    static const char thin[] = "\u2009";
    for (size_t at = 0; at < n;) {
        size_t line = 0;
        while (at + line < n && text[at + line] != '\n')
            line++;
        Buf one = BUF_INIT, safe = BUF_INIT;
        buf_add_bytes(&one, text + at, line);
        text_add_safe(&safe, one.data ? one.data : "");
        for (const char *c = safe.data; c && *c; c++) {
            if (*c == ' ')
                buf_add(out, thin);
            else
                buf_add_char(out, *c);
        }
        buf_free(&safe);
        buf_free(&one);
        at += line;
        if (at < n) {
            buf_add_char(out, '\n');
            at++;
        }
    }
}

static void tell_part(JsonOut *json, const PaperPart *part)
{
    Buf text = BUF_INIT;
    size_t at = 0;
    size_t *ends = xcalloc(2 * part->n_whole + 1, sizeof(*ends));
    for (size_t i = 0; i < part->n_whole; i++) {
        add_safe(&text, part->text + at, part->whole[i].from - at);
        ends[2 * i] = text.len;
        add_safe(&text, part->text + part->whole[i].from,
                 part->whole[i].to - part->whole[i].from);
        ends[2 * i + 1] = text.len;
        at = part->whole[i].to;
    }
    add_safe(&text, part->text + at, strlen(part->text + at));
    jout_open(json, NULL, '{');
    jout_text(json, "style", words[part->style]);
    jout_string(json, "text", text.data ? text.data : "", text.len);
    jout_open(json, "whole", '[');
    for (size_t i = 0; i < part->n_whole; i++) {
        jout_open(json, NULL, '[');
        jout_int(json, NULL, (int64_t)ends[2 * i]);
        jout_int(json, NULL, (int64_t)ends[2 * i + 1]);
        jout_close(json, ']');
    }
    jout_close(json, ']');
    jout_close(json, '}');
    free(ends);
    buf_free(&text);
}

/* What a camera reads is the text itself, and nothing of it is broken over two lines. */
static void tell_code(JsonOut *json, const char *text)
{
    jout_open(json, NULL, '{');
    jout_text(json, "style", words[PAPER_CODE]);
    jout_text(json, "text", text);
    jout_open(json, "whole", '[');
    jout_close(json, ']');
    jout_close(json, '}');
}

static void tell_paper(JsonOut *json, const Paper *paper)
{
    jout_open(json, NULL, '{');
    jout_text(json, "title", paper->title);
    jout_text(json, "foot", paper_style_text(paper, PAPER_FOOT));
    jout_text(json, "page", paper_style_text(paper, PAPER_PAGE));
    jout_open(json, "parts", '[');
    for (size_t i = 0; i < paper->n; i++) {
        if (paper->parts[i].style == PAPER_CODE)
            tell_code(json, paper->parts[i].text);
        else if (words[paper->parts[i].style])
            tell_part(json, &paper->parts[i]);
    }
    jout_close(json, ']');
    jout_close(json, '}');
}

static void tell_book(const PaperBook *book, Buf *out)
{
    JsonOut json = {.out = out, .flat = 1};
    char day[DAY_TEXT];
    day_format(book->on, day);
    jout_open(&json, NULL, '{');
    jout_text(&json, "number", book->footer);
    jout_text(&json, "letterhead", book->organisation ? book->organisation : "");
    jout_text(&json, "stamp", book->stamp ? book->stamp : "");
    jout_text(&json, "day", day);
    jout_open(&json, "papers", '[');
    for (size_t i = 0; i < book->n; i++)
        tell_paper(&json, &book->papers[i]);
    jout_close(&json, ']');
    jout_close(&json, '}');
}

static void tell_signs(const char *signs, Buf *out)
{
    for (const char *at = signs; *at;) {
        size_t n;
        unsigned rune = text_rune(at, &n);
        buf_addf(out, "%s%.*s (U+%04X)", out->len ? _(", ") : "", (int)n, at, rune);
        at += n;
    }
}

static bool tell_missing(const Buf *signs, Buf *missing, Err *err)
{
    Buf all = BUF_INIT;
    text_add_safe(missing, signs->data ? signs->data : "");
    tell_signs(missing->len ? missing->data : "", &all);
    err_set(err, ERR_NOT_FOUND,
            _("No PDF was made: no font here has %s; install fonts-hanazono, or write another "
              "sign"),
            all.len ? all.data : "");
    buf_free(&all);
    return false;
}

static bool is_pdf(const Buf *bytes)
{
    static const char head[] = "%PDF-", end[] = "%%EOF\n";
    return bytes->len > strlen(head) + strlen(end) &&
           memcmp(bytes->data, head, strlen(head)) == 0 &&
           memcmp(bytes->data + bytes->len - strlen(end), end, strlen(end)) == 0;
}

static bool judge_answer(int status, const Buf *answer, const char *program, Buf *missing,
                         Err *err)
{
    if (status == PRINT_NO_FACE)
        return err_set(err, ERR_NOT_FOUND,
                       _("No PDF was made: there is no Chinese font here; install "
                         "fonts-noto-cjk, then write the papers again"));
    if (status == PRINT_MISSING)
        return tell_missing(answer, missing, err);
    return (status == PRINT_DONE && is_pdf(answer)) ||
           err_set(err, ERR_IO, _("%s did not do it"), program);
}

bool paper_pdf(const PaperBook *book, const char *path, Buf *missing, Err *err)
{
    char *program = path_helper("anjuan-print");
    Buf input = BUF_INIT, answer = BUF_INIT;
    int status = PRINT_FAILED;
    bool done = access(program, X_OK) == 0 ||
                err_set(err, ERR_NOT_FOUND, _("No PDF was made: %s is missing"), program);
    if (done)
        tell_book(book, &input);
    done =
        done &&
        program_ask(program, input.data, input.len, PDF_MAX, SECONDS, &answer, &status, err) &&
        judge_answer(status, &answer, program, missing, err) &&
        path_write(path, answer.data, answer.len, err);
    buf_free(&input);
    buf_free(&answer);
    free(program);
    return done;
}
