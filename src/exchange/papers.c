/* Paragraphs become lines of 72 columns once, which are then written as text or as rows of a
 * sheet. */
#include "config.h"

#include "exchange/papers.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/attr.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/text/text.h"
#include "exchange/book.h"
#include "exchange/hush.h"
#include "exchange/xlsx_read.h"

enum { A4 = 9, DAY_SECONDS = 86400 };

/* ---- lines ---- */

/* How a paragraph is set: what stands before its first line, and before the others. */
static const struct Setting {
    const char *first, *rest;
    const char *around[2]; /* NULL: nothing */
    bool blank_before, blank_after, centred;
} settings[PAPER_STYLES] = {
    [PAPER_TEXT] = {.first = "\u3000\u3000", .rest = ""},
    [PAPER_TITLE] = {.first = "", .rest = "", .blank_after = true, .centred = true},
    [PAPER_HEAD] = {.first = "", .rest = "", .blank_before = true},
    [PAPER_ITEM] = {.first = "", .rest = "\u3000\u3000"},
    [PAPER_ROW] = {.first = "", .rest = "\u3000\u3000"},
    [PAPER_SIGN] = {.first = "", .rest = "", .blank_before = true},
    [PAPER_TO] = {.first = "", .rest = "", .blank_after = true},
    [PAPER_BOX] = {.first = "",
                   .rest = "",
                   .around = {"［", "：　　　　　　　　］"},
                   .blank_before = true},
    [PAPER_CODE] = {.first = "", .rest = ""},
    [PAPER_FOOT] = {.first = "", .rest = "", .blank_before = true},
};

typedef void LineFn(void *ctx, PaperStyle style, const char *line);

static void cut_blanks(Buf *line)
{
    static const char wide[] = "\u3000";
    size_t len = strlen(wide);
    for (;;) {
        if (line->len && line->data[line->len - 1] == ' ')
            buf_cut(line, line->len - 1);
        else if (line->len >= len && memcmp(line->data + line->len - len, wide, len) == 0)
            buf_cut(line, line->len - len);
        else
            return;
    }
}

static void give_line(const struct Setting *setting, PaperStyle style, const char *prefix,
                      const char *text, size_t len, LineFn *line, void *ctx)
{
    Buf out = BUF_INIT, whole = BUF_INIT;
    buf_add(&whole, prefix);
    buf_add_bytes(&whole, text, len);
    int cols = text_cols(whole.data);
    if (setting->centred && cols < PAPER_COLS)
        buf_addf(&out, "%*s", (PAPER_COLS - cols) / 2, "");
    text_add_safe(&out, whole.data);
    cut_blanks(&out);
    line(ctx, style, out.data);
    buf_free(&whole);
    buf_free(&out);
}

/* The first line is shorter by what stands before it, so the rest is broken after it is
 * known. */
static void give_part(const PaperPart *part, LineFn *line, void *ctx)
{
    const struct Setting *setting = &settings[part->style];
    const char *at = part->text, *prefix = setting->first;
    Buf framed = BUF_INIT;
    if (setting->around[0]) {
        buf_addf(&framed, "%s%s%s", setting->around[0], part->text, setting->around[1]);
        at = framed.data;
    }
    if (setting->blank_before)
        line(ctx, part->style, "");
    for (;;) {
        TextLine *lines = NULL;
        size_t n = text_wrap(at, PAPER_COLS - text_cols(prefix), &lines);
        size_t next = n > 1 ? lines[1].from : 0;
        give_line(setting, part->style, prefix, at + lines[0].from, lines[0].to - lines[0].from,
                  line, ctx);
        free(lines);
        if (n < 2)
            break;
        at += next;
        prefix = setting->rest;
    }
    if (setting->blank_after)
        line(ctx, part->style, "");
    buf_free(&framed);
}

const char *paper_style_text(const Paper *paper, PaperStyle style)
{
    for (size_t i = 0; i < paper->n; i++) {
        if (paper->parts[i].style == style)
            return paper->parts[i].text;
    }
    return "";
}

/* What stands at the foot of each page is no line of the text where there are pages. */
static void give_lines(const Paper *paper, const char *stamp, bool foot, LineFn *line,
                       void *ctx)
{
    if (stamp)
        line(ctx, PAPER_HEAD, stamp);
    for (size_t i = 0; i < paper->n; i++) {
        PaperStyle style = paper->parts[i].style;
        if (style != PAPER_PAGE && (foot || style != PAPER_FOOT))
            give_part(&paper->parts[i], line, ctx);
    }
}

/* ---- plain text ---- */

static void add_line(void *ctx, PaperStyle style UNUSED, const char *line)
{
    buf_addf(ctx, "%s\n", line);
}

void paper_text(const Paper *paper, const char *stamp, Buf *out)
{
    give_lines(paper, stamp, true, add_line, out);
}

/* ---- workbook ---- */

typedef struct Sheet {
    lxw_worksheet *sheet;
    lxw_format *const *formats;
    lxw_row_t row;
    SheetSum *sum;
    lxw_error status;
} Sheet;

static const struct PaperFont {
    double size;
    bool bold, centred;
} fonts[PAPER_STYLES] = {
    [PAPER_TEXT] = {12, false, false}, [PAPER_TITLE] = {16, true, true},
    [PAPER_HEAD] = {12, true, false},  [PAPER_ITEM] = {12, false, false},
    [PAPER_ROW] = {10, false, false},  [PAPER_SIGN] = {12, false, false},
    [PAPER_TO] = {12, false, false},   [PAPER_BOX] = {12, false, false},
    [PAPER_CODE] = {12, false, false},
};

static void write_line(void *ctx, PaperStyle style, const char *line)
{
    Sheet *sheet = ctx;
    const char *text = fonts[style].centred ? line + strspn(line, " ") : line;
    lxw_row_t row = sheet->row++;
    if (!text[0] || sheet->status != LXW_NO_ERROR)
        return;
    Buf escaped = BUF_INIT;
    sheet_sum_text(sheet->sum, row, 0, text);
    sheet->status = worksheet_write_string(sheet->sheet, row, 0, book_escaped(&escaped, text),
                                           sheet->formats[style]);
    buf_free(&escaped);
}

/* The library's words for the numbers of pages, in place of ours. An & of a text is doubled. */
static void add_footer(const char *text, Buf *out)
{
    static const char page[] = "{page}", pages[] = "{pages}";
    for (const char *at = text; *at; at++) {
        if (strncmp(at, page, strlen(page)) == 0) {
            buf_add(out, "&P");
            at += strlen(page) - 1;
        } else if (strncmp(at, pages, strlen(pages)) == 0) {
            buf_add(out, "&N");
            at += strlen(pages) - 1;
        } else {
            buf_addf(out, "%s%c", *at == '&' ? "&" : "", *at);
        }
    }
}

static lxw_error set_up_page(lxw_worksheet *sheet, const Paper *paper, const char *footer)
{
    static const double column_chars = 82; /* 72 columns of the font below */
    const char *foot = paper_style_text(paper, PAPER_FOOT),
               *page = paper_style_text(paper, PAPER_PAGE);
    Buf text = BUF_INIT;
    worksheet_set_paper(sheet, A4);
    worksheet_set_margins(sheet, 0.8, 0.6, 0.7, 0.7);
    worksheet_fit_to_pages(sheet, 1, 0);
    worksheet_gridlines(sheet, LXW_HIDE_ALL_GRIDLINES);
    lxw_error status = worksheet_set_column(sheet, 0, 0, column_chars, NULL);
    buf_add(&text, "&L");
    add_footer(footer, &text);
    buf_add(&text, foot[0] ? "　" : "");
    add_footer(foot, &text);
    buf_add(&text, "&R");
    add_footer(page[0] ? page : "{page} / {pages}", &text);
    if (status == LXW_NO_ERROR)
        status = worksheet_set_footer(sheet, text.data);
    buf_free(&text);
    return status;
}

static void make_formats(lxw_workbook *workbook, lxw_format **formats)
{
    for (int i = 0; i < PAPER_STYLES; i++) {
        formats[i] = workbook_add_format(workbook);
        format_set_font_name(formats[i], "SimSun");
        format_set_font_size(formats[i], fonts[i].size);
        if (fonts[i].bold)
            format_set_bold(formats[i]);
        if (fonts[i].centred)
            format_set_align(formats[i], LXW_ALIGN_CENTER);
    }
}

/* sums: what the cells of each sheet come to. */
static lxw_error fill_book(lxw_workbook *workbook, const PaperBook *book, SheetSum *sums)
{
    lxw_format *formats[PAPER_STYLES];
    lxw_doc_properties properties = {
        .company = (char *)book->organisation,
        .created = (time_t)day_between((Day){1970, 1, 1}, book->on) * DAY_SECONDS,
    };
    lxw_error status = workbook_set_properties(workbook, &properties);
    make_formats(workbook, formats);
    for (size_t i = 0; i < book->n && status == LXW_NO_ERROR; i++) {
        Sheet sheet = {.sheet = workbook_add_worksheet(workbook, book->papers[i].sheet),
                       .formats = formats,
                       .sum = &sums[i]};
        if (!sheet.sheet)
            return LXW_ERROR_SHEETNAME_ALREADY_USED;
        sheet_sum_begin(&sums[i], book->papers[i].sheet);
        sheet.status = set_up_page(sheet.sheet, &book->papers[i], book->footer);
        give_lines(&book->papers[i], book->stamp, false, write_line, &sheet);
        status = sheet.status;
    }
    return status;
}

static bool write_book(const PaperBook *book, const char *temp, const char *folder,
                       SheetSum *sums, Err *err)
{
    lxw_workbook_options options = {.tmpdir = (char *)folder};
    int saved = hush_begin();
    lxw_workbook *workbook = workbook_new_opt(temp, &options);
    lxw_error status = LXW_ERROR_MEMORY_MALLOC_FAILED;
    errno = 0;
    if (workbook) {
        status = fill_book(workbook, book, sums);
        if (status == LXW_NO_ERROR)
            status = workbook_close(workbook);
        else
            lxw_workbook_free(workbook);
    }
    int reason = errno;
    hush_end(saved);
    return status == LXW_NO_ERROR ||
           err_set(err, ERR_IO, _("The workbook cannot be finished: %s"),
                   reason ? i18n_errno(reason) : lxw_strerror(status));
}

/* The library may report success on a file that is not whole. */
static bool read_back(const PaperBook *book, const char *temp, SheetSum *sums, Err *err)
{
    const SheetSum **all = xcalloc(book->n + 1, sizeof(SheetSum *));
    for (size_t i = 0; i < book->n; i++) {
        sheet_sum_end(&sums[i]);
        all[i] = &sums[i];
    }
    bool whole = xlsx_check(temp, all, book->n, err);
    free(all);
    return whole;
}

bool paper_book(const PaperBook *book, const char *path, Err *err)
{
    char *folder = path_folder(path), *hidden = NULL, *inside = NULL, *temp = NULL;
    SheetSum *sums = xcalloc(book->n + 1, sizeof(*sums));
    bool done = false;
    if (access(folder, W_OK | X_OK) != 0) {
        err_set(err, ERR_IO, _("%s: files cannot be made in this folder: %s"), folder,
                i18n_errno(errno));
        goto out;
    }
    /* In a folder of its own: what the library cannot take away of its own files goes with
     * it. It writes into a file that is there: one that it makes follows the umask. */
    hidden = path_temp_folder(path, err);
    if (!hidden)
        goto out;
    inside = path_join(hidden, "papers.xlsx");
    temp = path_temp_beside(inside);
    done = write_book(book, temp, hidden, sums, err) && read_back(book, temp, sums, err) &&
           path_commit(temp, path, err);
out:
    if (hidden)
        path_drop(hidden);
    for (size_t i = 0; i < book->n; i++)
        sheet_sum_free(&sums[i]);
    free(sums);
    free(temp);
    free(inside);
    free(hidden);
    free(folder);
    return done;
}
