/* Who acts: sign-in by a file or on the terminal. */
#include "config.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "base/charset.h"
#include "base/i18n.h"
#include "base/path.h"
#include "cli/inner.h"

enum { PASSPHRASE_FILE_MAX = 1024 };

/* The first line. */
static bool read_file(const char *path, Buf *out, Err *err)
{
    if (!path_read_secret(path, PASSPHRASE_FILE_MAX, out, err))
        return false;
    buf_cut(out, strcspn(out->data, "\r\n"));
    return out->len > 0 || err_set(err, ERR_INPUT,
                                   _("%s: the first line is empty; it must hold the "
                                     "passphrase"),
                                   path);
}

/* Where the last character begins, in the terminal's character set. */
static size_t last_character(const Buf *line)
{
    size_t last = 0;
    for (size_t at = 0; at < line->len;) {
        uint32_t rune;
        int n = charset_rune_in(line->data + at, line->len - at, &rune);
        last = at;
        at += n > 0 ? (size_t)n : 1;
    }
    return last;
}

static bool read_line(int tty, Buf *out)
{
    char c;
    while (out->len <= PASSPHRASE_FILE_MAX) {
        if (read(tty, &c, 1) != 1 || c == 3)
            return false;
        if (c == '\n' || c == '\r')
            return true;
        if (c == 0x7f || c == 0x08) {
            buf_cut(out, last_character(out));
        } else {
            buf_add_char(out, c);
        }
    }
    return false;
}

/* Asks on the terminal; false when there is none or the person cancels with ^C. While a secret
 * is typed the terminal makes no signals, so nothing can leave it without echo. */
static bool ask(const char *label, bool secret, Buf *out)
{
    struct termios before, quiet;
    Buf shown = BUF_INIT, typed = BUF_INIT;
    int tty = open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (tty < 0)
        return false;
    bool there = tcgetattr(tty, &before) == 0;
    if (there && secret) {
        quiet = before;
        quiet.c_lflag &= ~(tcflag_t)(ECHO | ISIG | ICANON);
        tcsetattr(tty, TCSAFLUSH, &quiet);
    }
    charset_out(label, strlen(label), &shown);
    there = there && write(tty, shown.data, shown.len) > 0 && read_line(tty, &typed) &&
            charset_in(typed.data, typed.len, out);
    if (secret) {
        tcsetattr(tty, TCSAFLUSH, &before);
        if (write(tty, "\n", 1) < 0)
            there = false;
    }
    close(tty);
    buf_free(&shown);
    buf_free(&typed);
    return there;
}

bool cli_ask(const char *label, Buf *out)
{
    return ask(label, false, out);
}

bool cli_new_passphrase(const char *file, Buf *out, Err *err)
{
    Buf again = BUF_INIT;
    if (file)
        return read_file(file, out, err);
    bool done = ask(_("New passphrase: "), true, out);
    if (!done) {
        err_set(err, ERR_REFUSED,
                _("A new passphrase is needed: give --new-passphrase-file FILE, or work on a "
                  "terminal"));
    } else {
        done = ask(_("The same again: "), true, &again) && strcmp(again.data, out->data) == 0;
        if (!done)
            err_set(err, ERR_INPUT, _("The two passphrases differ; nothing was changed"));
    }
    buf_free(&again);
    return done;
}

static bool refuse_nobody(const Cli *cli, Err *err)
{
    if (cli->session && session_suspended(cli->session))
        return err_set(
            err, ERR_REFUSED,
            _("The store %s is sealed: it opens with a name and a passphrase. Give --as USER "
              "and --passphrase-file FILE, or work on a terminal"),
            session_path(cli->session));
    return err_set(
        err, ERR_REFUSED,
        _("Nobody is signed in: give --as USER and --passphrase-file FILE, or work on a "
          "terminal"));
}

bool cli_person(Cli *cli, Buf *name, Buf *passphrase, Err *err)
{
    bool done = true;
    if (cli->as)
        buf_add(name, cli->as);
    else
        done = ask(_("User: "), false, name);
    if (done)
        done = cli->passphrase_file ? read_file(cli->passphrase_file, passphrase, err)
                                    : ask(_("Passphrase: "), true, passphrase);
    if (!done && !cli->passphrase_file)
        refuse_nobody(cli, err);
    else if (!done && !cli->as)
        err_set(err, ERR_REFUSED, _("Nobody is signed in: say who you are with --as USER"));
    return done;
}

bool cli_sign_in(Cli *cli, Err *err)
{
    Buf name = BUF_INIT, passphrase = BUF_INIT;
    bool done = cli_person(cli, &name, &passphrase, err) &&
                session_sign_in(cli->session, name.data, passphrase.data, err);
    if (done && cli->command)
        cli_tell_notes(cli);
    buf_free(&name);
    buf_free(&passphrase);
    return done;
}
