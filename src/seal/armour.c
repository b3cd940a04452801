/* Three bytes are four letters; a line has 64. */
#include "config.h"

#include "seal/armour.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"

enum { LINE_BYTES = 48, BLOCK = 48 << 10, LOOK = 4096 };
static const char begins[] = "-----BEGIN ANJUAN BUNDLE-----";
static const char ends[] = "-----END ANJUAN BUNDLE-----";
static const char letters[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

static ssize_t read_some(int fd, void *to, size_t n)
{
    ssize_t some;
    do
        some = read(fd, to, n);
    while (some < 0 && errno == EINTR);
    return some;
}

/* As many as there are. */
static ssize_t read_full(int fd, char *to, size_t n)
{
    size_t got = 0;
    while (got < n) {
        ssize_t some = read_some(fd, to + got, n - got);
        if (some < 0)
            return -1;
        if (some == 0)
            break;
        got += (size_t)some;
    }
    return (ssize_t)got;
}

/* ---- writing ---- */

static void add_line(Buf *out, const unsigned char *bytes, size_t n)
{
    for (size_t i = 0; i < n; i += 3) {
        size_t left = n - i;
        unsigned group = (unsigned)bytes[i] << 16 |
                         (left > 1 ? (unsigned)bytes[i + 1] << 8 : 0) |
                         (left > 2 ? bytes[i + 2] : 0);
        buf_add_char(out, letters[group >> 18]);
        buf_add_char(out, letters[group >> 12 & 63]);
        buf_add_char(out, left > 1 ? letters[group >> 6 & 63] : '=');
        buf_add_char(out, left > 2 ? letters[group & 63] : '=');
    }
    buf_add_char(out, '\n');
}

static bool copy_all(int fd, int to, bool text)
{
    char *block = xmalloc(BLOCK);
    Buf out = BUF_INIT;
    ssize_t n;
    bool done = true;
    if (text)
        buf_addf(&out, "%s\n", begins);
    while (done && (n = read_full(fd, block, BLOCK)) > 0) {
        for (size_t at = 0; text && at < (size_t)n; at += LINE_BYTES)
            add_line(&out, (unsigned char *)block + at,
                     (size_t)n - at < LINE_BYTES ? (size_t)n - at : LINE_BYTES);
        done =
            text ? path_write_to(to, out.data, out.len) : path_write_to(to, block, (size_t)n);
        buf_clear(&out);
    }
    if (text)
        buf_addf(&out, "%s\n", ends);
    done = done && n == 0 && path_write_to(to, out.data, out.len);
    buf_free(&out);
    free(block);
    return done;
}

static bool fits(int fd, Err *err)
{
    struct stat is;
    return fstat(fd, &is) != 0 || is.st_size <= ARMOUR_MAX ||
           err_set(err, ERR_REFUSED,
                   _("This bundle is longer than one is as letters (%d MB); give it as a file"),
                   ARMOUR_MAX >> 20);
}

bool armour_copy(int fd, const char *path, bool text, Err *err)
{
    if (text && !fits(fd, err))
        return false;
    char *temp = path_temp_beside(path);
    int to = open(temp, O_WRONLY | O_CLOEXEC);
    bool done = to >= 0 && copy_all(fd, to, text);
    if (!done)
        err_set(err, ERR_IO, _("%s cannot be written: %s"), path, i18n_errno(errno));
    if (to >= 0)
        close(to);
    if (done)
        done = path_commit(temp, path, err);
    else
        unlink(temp);
    free(temp);
    return done;
}

/* ---- reading ---- */

static int value_of(char c)
{
    const char *at = c ? strchr(letters, c) : NULL;
    return at ? (int)(at - letters) : -1;
}

typedef struct Decoder {
    int to;
    unsigned group, n; /* letters of a group so far */
    bool ended, wrong, over;
    size_t bytes; /* that came out */
    Buf out;
} Decoder;

static void decode(Decoder *d, char c)
{
    int value = value_of(c);
    if (c == '-' || c == '=')
        d->ended = true;
    else if (value >= 0) {
        d->group = d->group << 6 | (unsigned)value;
        if (++d->n == 4) {
            const char bytes[3] = {(char)(d->group >> 16), (char)(d->group >> 8),
                                   (char)d->group};
            buf_add_bytes(&d->out, bytes, sizeof(bytes));
            d->group = d->n = 0;
        }
    } else if (!strchr(" \t\r\n>", c) || !c)
        d->wrong = true;
}

/* What a last group without all of its letters stands for. */
static void decode_rest(Decoder *d)
{
    d->group <<= 6 * (4 - d->n);
    if (d->n > 1)
        buf_add_char(&d->out, (char)(d->group >> 16));
    if (d->n > 2)
        buf_add_char(&d->out, (char)(d->group >> 8));
}

static bool decode_all(int fd, Decoder *d)
{
    char *block = xmalloc(BLOCK);
    ssize_t n = 1;
    bool done = true;
    while (done && !d->ended && !d->wrong && (n = read_full(fd, block, BLOCK)) > 0) {
        for (ssize_t i = 0; i < n && !d->ended && !d->wrong; i++)
            decode(d, block[i]);
        d->bytes += d->out.len;
        d->over = d->bytes > ARMOUR_MAX;
        done = !d->over && path_write_to(d->to, d->out.data, d->out.len);
        buf_clear(&d->out);
    }
    decode_rest(d);
    done = done && n >= 0 && path_write_to(d->to, d->out.data, d->out.len);
    buf_free(&d->out);
    free(block);
    return done;
}

/* Where the letters begin; -1: it is no text of ours. */
static off_t text_begins(int fd)
{
    char *head = xcalloc(1, LOOK + 1), *at;
    ssize_t n = read_full(fd, head, LOOK);
    off_t found = -1;
    if (n > 0 && (at = memmem(head, (size_t)n, begins, strlen(begins))))
        found = at - head + (off_t)strlen(begins);
    free(head);
    return found;
}

int armour_open(int fd, const char *beside, Err *err)
{
    Decoder d = {.to = -1, .out = BUF_INIT};
    off_t begin = text_begins(fd);
    if (begin < 0 && lseek(fd, 0, SEEK_SET) == 0)
        return fd;
    char *temp = path_temp_beside(beside);
    d.to = open(temp, O_RDWR | O_CLOEXEC);
    unlink(temp);
    free(temp);
    bool done = begin >= 0 && d.to >= 0 && lseek(fd, begin, SEEK_SET) == begin &&
                decode_all(fd, &d) && lseek(d.to, 0, SEEK_SET) == 0;
    if (d.over)
        err_set(err, ERR_INPUT,
                _("This text is longer than a bundle is as letters (%d MB); have it given as a "
                  "file"),
                ARMOUR_MAX >> 20);
    else if (!done)
        err_set(err, ERR_IO, _("The text of the bundle cannot be read: %s"), i18n_errno(errno));
    close(fd);
    if (!done && d.to >= 0) {
        close(d.to);
        d.to = -1;
    }
    return d.to;
}
