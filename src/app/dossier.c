/* Reads one state of the store, makes the file beside its name, enters it, gives it its name.
 */
#include "config.h"

#include "app/dossier.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/attach.h"
#include "app/case.h"
#include "app/inner.h"
#include "app/outfile.h"
#include "app/sent.h"
#include "base/attr.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/path.h"
#include "exchange/pack.h"
#include "store/dossier.h"
#include "store/sign.h"
#include "store/sql.h"

/* What the station signs: these 16 bytes and the digest of the manifest. */
static const char to_sign[] = "anjuan dossier 1";
enum { TO_SIGN = sizeof(to_sign) - 1 };

typedef struct Making {
    Session *session;
    const char *no;
    int64_t case_id;
    bool with_copies;
    Pack pack;
    Buf members; /* of the manifest */
    JsonOut list;
    DossierHead head;
    DossierMade *made;
} Making;

static bool add_member(Making *m, const char *name, const Buf *bytes, Err *err)
{
    unsigned char blake[DIGEST_BYTES];
    char sha[DIGEST_HEX + 1];

    digest_sha256(bytes->data, bytes->len, sha);
    digest_blake2b(bytes->data, bytes->len, blake);
    jout_open(&m->list, NULL, '{');
    jout_text(&m->list, "name", name);
    jout_int(&m->list, "bytes", (int64_t)bytes->len);
    jout_text(&m->list, "sha256", sha);
    jout_hex(&m->list, "blake2b", blake, sizeof(blake));
    jout_close(&m->list, '}');
    m->made->members++;
    return pack_add(&m->pack, name, bytes->data, bytes->len, err);
}

/* ---- what is in it ---- */

/* anjuan-verify knows it by its digest (src/verify/told.c). */
static const char about[] =
    "案卷档案（anjuan dossier）\n"
    "\n"
    "本压缩包含一份案卷的全部内容，未作任何遮盖：历史（journal.json）、现有记录（records."
    "json）、\n"
    "历次批准的文本（snapshots/）、所依据的规则（knowledge/"
    "）、报送平台的内容（batches.json）和\n"
    "所附材料（copies/）。manifest.json 列出每个文件的摘要，manifest.sig 是本站对它的签名。\n"
    "核验：anjuan-verify 文件名。格式见 Anjuan 的 ARCHITECTURE（The dossier）。\n"
    "\n"
    "One case, in clear, with nothing masked. To verify it: anjuan-verify FILE. The format is\n"
    "described in ARCHITECTURE of Anjuan (The dossier).\n";

static bool add_text(Making *m, const char *name, const char *text, Err *err)
{
    Buf bytes = BUF_INIT;
    buf_add(&bytes, text);
    bool done = add_member(m, name, &bytes, err);
    buf_free(&bytes);
    return done;
}

typedef bool Told(Store *store, int64_t case_id, Buf *out, Err *err);

static bool add_told(Making *m, const char *name, Told *tell, Err *err)
{
    Buf bytes = BUF_INIT;
    bool done = tell(session_store(m->session), m->case_id, &bytes, err) &&
                add_member(m, name, &bytes, err);
    buf_free(&bytes);
    return done;
}

static void tell_sent(JsonOut *json, const Sending *sent, const SentValue *values, size_t n)
{
    const BatchRow *row = &sent->batch;
    jout_open(json, NULL, '{');
    jout_text(json, "batch", row->no);
    jout_text(json, "at", row->at);
    jout_text(json, "by", row->by);
    jout_text(json, "platform", row->platform);
    jout_text(json, "template", row->template_);
    jout_text(json, "file", row->file);
    jout_text(json, "sha256", row->sha256);
    jout_text(json, "approved_by", sent->approved_by);
    jout_text(json, "approved_at", sent->approved_at);
    jout_text(json, "answered_at", sent->answered_at);
    jout_text(json, "platform_no", sent->platform_no);
    jout_text(json, "reason", sent->reason);
    jout_open(json, "values", '[');
    for (size_t i = 0; i < n; i++) {
        jout_open(json, NULL, '{');
        jout_text(json, "sheet", values[i].sheet);
        jout_int(json, "row", (int64_t)values[i].row);
        jout_text(json, "column", values[i].column);
        jout_text(json, "text", values[i].text);
        jout_close(json, '}');
    }
    jout_close(json, ']');
    jout_close(json, '}');
}

static bool add_batches(Making *m, Err *err)
{
    Arena *arena = arena_new();
    Buf bytes = BUF_INIT;
    JsonOut json = {.out = &bytes, .flat = 5};
    Sending *rows;
    size_t n = 0;
    bool done = app_sendings(m->session, m->case_id, arena, &rows, &n, err);
    jout_open(&json, NULL, '{');
    jout_open(&json, "batches", '[');
    for (size_t i = n; done && i-- > 0;) {
        SentValue *values = NULL;
        size_t n_values = 0;
        done = app_sent_whole(m->session, rows[i].batch.no, m->case_id, arena, &values,
                              &n_values, err);
        if (done)
            tell_sent(&json, &rows[i], values, n_values);
    }
    jout_close(&json, ']');
    jout_close(&json, '}');
    done = done && add_member(m, "batches.json", &bytes, err);
    buf_free(&bytes);
    arena_free(arena);
    return done;
}

/* Members that a statement names: its text, and the bytes of each. */
static bool add_each(Making *m, const char *statement, const char *folder, const char *ending,
                     Err *err)
{
    bool done = true;
    Sql q;

    if (!sql_open(&q, session_store(m->session), statement, err))
        return false;
    sql_bind_int(&q, 1, m->case_id);
    while (done && sql_row(&q)) {
        Buf name = BUF_INIT;
        buf_addf(&name, "%s%s%s", folder, sql_said(&q, 0), ending);
        done = add_text(m, name.data, sql_said(&q, 1), err);
        buf_free(&name);
    }
    return sql_close(&q, done ? err : NULL) && done;
}

static bool add_approved(Making *m, Err *err)
{
    return add_each(m,
                    "SELECT lower(hex(uid)), snapshot FROM approval WHERE case_id = ?1"
                    " ORDER BY id",
                    DOSSIER_SNAPSHOTS, ".json", err) &&
           add_each(m,
                    "SELECT version, packed FROM knowledge_text WHERE version IN"
                    " (SELECT knowledge_version FROM approval WHERE case_id = ?1"
                    "  UNION SELECT b.knowledge_version FROM batch AS b JOIN batch_case AS k"
                    "  ON k.batch_id = b.id WHERE k.case_id = ?1) ORDER BY version",
                    "knowledge/", ".json", err);
}

static bool add_copy(Making *m, const char *sha256, Err *err)
{
    Buf bytes = BUF_INIT;
    const char *ending;
    Buf name = BUF_INIT;
    buf_addf(&name, "copies/%s", sha256);
    bool done = app_copy_read(m->session, sha256, &bytes, &ending, err) &&
                add_member(m, name.data, &bytes, err);
    m->made->copies += done;
    buf_free(&name);
    buf_free(&bytes);
    return done;
}

static bool add_copies(Making *m, Err *err)
{
    bool done = true;
    Sql q;

    if (!m->with_copies)
        return true;
    if (!sql_open(&q, session_store(m->session),
                  "SELECT DISTINCT \"file\" FROM document WHERE case_id = ?1"
                  " AND \"file\" IS NOT NULL ORDER BY 1",
                  err))
        return false;
    sql_bind_int(&q, 1, m->case_id);
    while (done && sql_row(&q)) {
        char *sha256 = xstrdup(sql_said(&q, 0));
        done = add_copy(m, sha256, err);
        free(sha256);
    }
    return sql_close(&q, done ? err : NULL) && done;
}

/* ---- the manifest ---- */

static void tell_manifest(Making *m, const Signer *station, Buf *out)
{
    JsonOut json = {.out = out};
    jout_open(&json, NULL, '{');
    jout_text(&json, "format", to_sign);
    jout_text(&json, "case", m->no);
    jout_text(&json, "organisation", session_organisation(m->session));
    jout_text(&json, "station", session_station(m->session));
    jout_bool(&json, "practice", session_practice(m->session));
    jout_text(&json, "program", PACKAGE_VERSION);
    jout_bool(&json, "copies", m->with_copies);
    jout_int(&json, "position", m->head.position);
    jout_text(&json, "at", m->head.at);
    jout_hex(&json, "store", m->head.hash, DIGEST_BYTES);
    jout_hex(&json, "people", m->head.people, DIGEST_BYTES);
    if (station->key) {
        jout_hex(&json, "signer", station->uid.bytes, UID_BYTES);
        jout_hex(&json, "sign", person_key_public(station->key)->sign, PERSON_PUBLIC);
    }
    jout_open(&json, "members", '[');
    buf_add_bytes(out, m->members.data, m->members.len);
    json.begun = true;
    jout_close(&json, ']');
    jout_close(&json, '}');
}

static bool add_manifest(Making *m, Err *err)
{
    unsigned char bytes[TO_SIGN + DIGEST_BYTES], signature[PERSON_SIGNATURE];
    Buf text = BUF_INIT;
    Signer station;
    bool done = signer_open(session_store(m->session), 0, NULL, &station, err);

    if (done && !station.key)
        done = err_set(err, ERR_REFUSED,
                       _("This store has no keys of its station yet: they are made when a "
                         "person signs in to write, so sign in once and do this again"));
    if (done) {
        tell_manifest(m, &station, &text);
        memcpy(bytes, to_sign, TO_SIGN);
        digest_blake2b(text.data, text.len, bytes + TO_SIGN);
        person_key_sign(station.key, bytes, sizeof(bytes), signature);
        done = pack_add(&m->pack, "manifest.json", text.data, text.len, err) &&
               pack_add(&m->pack, "manifest.sig", signature, sizeof(signature), err);
    }
    signer_close(&station);
    buf_free(&text);
    return done;
}

static bool add_all(Making *m, Err *err)
{
    return dossier_head(session_store(m->session), &m->head, err) &&
           add_text(m, "README.txt", about, err) &&
           add_told(m, "journal.json", dossier_journal, err) &&
           add_told(m, "records.json", dossier_records, err) && add_batches(m, err) &&
           add_approved(m, err) && add_copies(m, err) && add_manifest(m, err);
}

/* One state of the store, whatever others write meanwhile. */
static bool make_at(Making *m, const char *temp, const char *path, Err *err)
{
    Store *store = session_store(m->session);
    int fd = open(temp, O_WRONLY | O_CLOEXEC);
    bool begun = false, done;

    if (fd < 0)
        return err_set(err, ERR_IO, _("The file %s cannot be written: %s"), path,
                       i18n_errno(errno));
    m->members = (Buf)BUF_INIT;
    m->list = (JsonOut){.out = &m->members, .depth = 2, .flat = 3};
    pack_begin(&m->pack, fd, path);
    done = store_begin_read(store, &begun, err) && add_all(m, err);
    store_end_read(store, begun);
    done = pack_end(&m->pack, done, err);
    buf_free(&m->members);
    close(fd);
    return done && digest_file_sha256(temp, m->made->sha256, err);
}

/* ---- entered ---- */

static bool enter(Making *m, Err *err)
{
    Store *store = session_store(m->session);
    const User *user = session_user(m->session);
    GroupHead head = {.kind = GROUP_EXPORT, .user_id = user->id, .verb = "dossier"};
    char at[INSTANT_TEXT];
    Tx *tx = NULL;
    int64_t id;
    Sql q;
    Uid uid = {{0}};

    store_now(store, at);
    if (!tx_begin(store, &head, &tx, err))
        return false;
    if (!session_person_stands(m->session, err) ||
        !desk_may_stored(store, user, VERB_DOSSIER, m->case_id, err) ||
        !sql_open(&q, store, "SELECT uid FROM case_file WHERE id = ?", err))
        goto fail;
    sql_bind_int(&q, 1, m->case_id);
    if (sql_row(&q))
        sql_uid(&q, 0, &uid);
    if (!sql_close(&q, err))
        goto fail;
    const TxColumn columns[] = {{"case_uid", sql_value_blob(uid.bytes, UID_BYTES), 0},
                                {"no", sql_value_text(m->no), 0},
                                {"at", sql_value_text(at), 0},
                                {"user_id", sql_value_int(user->id), 0},
                                {"copies", sql_value_int(m->with_copies), 0},
                                {"sha256", sql_value_text(m->made->sha256), 0}};
    if (!tx_add(tx, "dossier", columns, COUNT_OF(columns), &id, err))
        goto fail;
    return tx_commit(tx, NULL, err);
fail:
    tx_abort(tx);
    return false;
}

bool app_dossier(Session *session, const char *no, const char *path, bool copies, bool replace,
                 DossierMade *out, Err *err)
{
    Making m = {.session = session, .no = no, .with_copies = copies, .made = out};
    char *temp;
    bool done;

    *out = (DossierMade){0};
    if (!app_case_find(session, no, &m.case_id, err) ||
        !desk_may_stored(session_store(session), session_user(session), VERB_DOSSIER, m.case_id,
                         err) ||
        !app_may_write(session, path, replace, err))
        return false;
    temp = path_temp_beside(path);
    done = make_at(&m, temp, path, err) && enter(&m, err);
    if (done) {
        done = replace ? path_commit(temp, path, err) : path_commit_new(temp, path, err);
    } else {
        unlink(temp);
    }
    free(temp);
    return done;
}
