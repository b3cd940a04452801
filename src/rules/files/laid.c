/* The list is a JSON object, written with its keys in order. */
#include "config.h"

#include "rules/files/laid.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "rules/files/sources.h"
#include "store/digest.h"

struct Laid {
    json_t *root, *files;
};

static void add_name(const KnowledgeText *text, Buf *out)
{
    buf_addf(out, "%s/%s/%s", place_name((Place)text->layer), text->kind, text->name);
}

static void digest_text(const KnowledgeText *text, char hex[DIGEST_HEX + 1])
{
    unsigned char digest[DIGEST_BYTES];
    digest_blake2b(text->text, text->len, digest);
    digest_hex(digest, hex);
}

static bool is_laid(const KnowledgeText *text)
{
    return text->layer > PLACE_INSTALLED && text->layer < PLACE_COUNT;
}

Laid *laid_of(const Texts *texts)
{
    char hex[DIGEST_HEX + 1];
    Laid *laid = xcalloc(1, sizeof *laid);
    laid->files = json_object();
    for (size_t i = 0; i < texts_count(texts); i++) {
        const KnowledgeText *text = texts_at(texts, i);
        Buf name = BUF_INIT;
        if (!is_laid(text))
            continue;
        add_name(text, &name);
        digest_text(text, hex);
        json_object_set_new(laid->files, name.data, json_string(hex));
        buf_free(&name);
    }
    laid->root = json_pack("{s:o}", "files", laid->files);
    return laid;
}

Laid *laid_whole(const Texts *texts)
{
    char version[TEXTS_VERSION], edition[TEXTS_VERSION];
    Laid *laid = laid_of(texts);
    texts_version(texts, version);
    texts_edition(texts, edition);
    json_object_set_new(laid->root, "knowledge", json_string(version));
    json_object_set_new(laid->root, "edition", json_string(edition));
    return laid;
}

void laid_free(Laid *laid)
{
    if (!laid)
        return;
    json_decref(laid->root);
    free(laid);
}

static bool is_list(const Laid *laid)
{
    const char *name;
    json_t *digest;
    if (!json_is_object(laid->files) || !laid_version(laid) || !laid_edition(laid))
        return false;
    json_object_foreach(laid->files, name, digest)
    {
        if (!json_is_string(digest))
            return false;
    }
    return true;
}

bool laid_read(const char *text, Laid **out, Err *err)
{
    Laid *laid = xcalloc(1, sizeof *laid);
    *out = NULL;
    laid->root = json_loads(text, JSON_REJECT_DUPLICATES, NULL);
    laid->files = json_object_get(laid->root, "files");
    if (!is_list(laid)) {
        laid_free(laid);
        return err_set(err, ERR_STORE,
                       _("The list of the knowledge that was accepted cannot be read"));
    }
    *out = laid;
    return true;
}

static int add_to_buf(const char *bytes, size_t n, void *buf)
{
    buf_add_bytes(buf, bytes, n);
    return 0;
}

void laid_write(const Laid *laid, Buf *out)
{
    json_dump_callback(laid->root, add_to_buf, out, JSON_COMPACT | JSON_SORT_KEYS);
}

const char *laid_version(const Laid *laid)
{
    return json_string_value(json_object_get(laid->root, "knowledge"));
}

const char *laid_edition(const Laid *laid)
{
    return json_string_value(json_object_get(laid->root, "edition"));
}

const char *laid_digest(const Laid *laid, const char *file)
{
    return laid ? json_string_value(json_object_get(laid->files, file)) : NULL;
}

const char *laid_state_word(LaidState state)
{
    static const char *const words[] = {
        [LAID_NEW] = "new", [LAID_CHANGED] = "changed", [LAID_GONE] = "gone"};
    return words[state];
}

void laid_compare(const Laid *before, const Laid *now, LaidVisit *visit, void *ctx)
{
    const char *file;
    json_t *digest;
    json_object_foreach(now->files, file, digest)
    {
        const char *was = laid_digest(before, file);
        if (!was || strcmp(was, json_string_value(digest)) != 0)
            visit(ctx, was ? LAID_CHANGED : LAID_NEW, file);
    }
    json_object_foreach(before ? before->files : NULL, file, digest)
    {
        if (!laid_digest(now, file))
            visit(ctx, LAID_GONE, file);
    }
}

const KnowledgeText *laid_text(const Laid *laid, const Texts *texts, const char *file)
{
    const char *digest = laid_digest(laid, file);
    const KnowledgeText *found = NULL;
    for (size_t i = 0; digest && !found && i < texts_count(texts); i++) {
        const KnowledgeText *text = texts_at(texts, i);
        char hex[DIGEST_HEX + 1];
        Buf name = BUF_INIT;
        if (!is_laid(text))
            continue;
        add_name(text, &name);
        digest_text(text, hex);
        if (strcmp(name.data, file) == 0 && strcmp(hex, digest) == 0)
            found = text;
        buf_free(&name);
    }
    return found;
}
