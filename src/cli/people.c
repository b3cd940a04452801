/* Who acts: sign-in by a file or on the terminal. */
#include "config.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

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

static bool read_line(int tty, Buf *out)
{
    char c;
    while (out->len <= PASSPHRASE_FILE_MAX) {
        if (read(tty, &c, 1) != 1 || c == 3)
            return false;
        if (c == '\n' || c == '\r')
            return true;
        if (c == 0x7f || c == 0x08) {
            while (out->len && (out->data[out->len - 1] & 0xc0) == 0x80)
                buf_cut(out, out->len - 1);
            buf_cut(out, out->len ? out->len - 1 : 0);
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
    int tty = open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (tty < 0)
        return false;
    bool there = tcgetattr(tty, &before) == 0;
    if (there && secret) {
        quiet = before;
        quiet.c_lflag &= ~(tcflag_t)(ECHO | ISIG | ICANON);
        tcsetattr(tty, TCSAFLUSH, &quiet);
    }
    there = there && write(tty, label, strlen(label)) > 0 && read_line(tty, out);
    if (secret) {
        tcsetattr(tty, TCSAFLUSH, &before);
        if (write(tty, "\n", 1) < 0)
            there = false;
    }
    close(tty);
    return there;
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
        err_set(
            err, ERR_REFUSED,
            _("Nobody is signed in: give --as USER and --passphrase-file FILE, or work on a "
              "terminal"));
    else if (!done && !cli->as)
        err_set(err, ERR_REFUSED, _("Nobody is signed in: say who you are with --as USER"));
    return done;
}

bool cli_sign_in(Cli *cli, Err *err)
{
    Buf name = BUF_INIT, passphrase = BUF_INIT;
    bool done = cli_person(cli, &name, &passphrase, err) &&
                session_sign_in(cli->session, name.data, passphrase.data, err);
    buf_free(&name);
    buf_free(&passphrase);
    return done;
}
