#include "ccurl.h"

#include <curl/curl.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <time.h>

typedef struct {
    const uint8_t *bytes;
    size_t length;
    size_t sent;
    // libcurl was told that the message is complete: only then it sends the dot that ends it.
    int is_complete;
} body;

static size_t read_body(char *buffer, size_t size, size_t count, void *context) {
    body *message = context;
    size_t room = size * count, left = message->length - message->sent;
    size_t length = left < room ? left : room;
    if (length == 0) message->is_complete = 1;
    memcpy(buffer, message->bytes + message->sent, length);
    message->sent += length;
    return length;
}

static size_t ignore(char *buffer, size_t size, size_t count, void *context) {
    (void)buffer;
    (void)context;
    return size * count;
}

static pthread_once_t once = PTHREAD_ONCE_INIT;
static void initialise(void) { curl_global_init(CURL_GLOBAL_DEFAULT); }

mitreden_smtp_result mitreden_smtp_send(
    const mitreden_smtp_server *server, const char *sender, const char *recipient, const uint8_t *message, size_t length) {
    pthread_once(&once, initialise);
    mitreden_smtp_result result = {MITREDEN_SMTP_NOT_TAKEN, 0, CURLE_FAILED_INIT};
    CURL *curl = curl_easy_init();
    struct curl_slist *recipients = curl_slist_append(NULL, recipient);
    if (!curl || !recipients) {
        curl_slist_free_all(recipients);
        if (curl) curl_easy_cleanup(curl);
        return result;
    }
    body content = {message, length, 0, 0};
    curl_easy_setopt(curl, CURLOPT_URL, server->url);
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_NOPROXY, "*");
    curl_easy_setopt(curl, CURLOPT_USE_SSL, server->tls_is_required ? (long)CURLUSESSL_ALL : (long)CURLUSESSL_NONE);
    curl_easy_setopt(curl, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    if (server->authorities_file) curl_easy_setopt(curl, CURLOPT_CAINFO, server->authorities_file);
    if (server->user) {
        curl_easy_setopt(curl, CURLOPT_USERNAME, server->user);
        curl_easy_setopt(curl, CURLOPT_PASSWORD, server->password ? server->password : "");
    }
    curl_easy_setopt(curl, CURLOPT_MAIL_FROM, sender);
    curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, recipients);
    curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(curl, CURLOPT_READFUNCTION, read_body);
    curl_easy_setopt(curl, CURLOPT_READDATA, &content);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, ignore);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, server->connect_milliseconds);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, server->total_milliseconds);

    // A server that goes while TLS is being written must not end us: libcurl leaves SIGPIPE to its caller once NOSIGNAL is set.
    sigset_t pipe_signal, mask;
    sigemptyset(&pipe_signal);
    sigaddset(&pipe_signal, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &pipe_signal, &mask);
    CURLcode code = curl_easy_perform(curl);
    const struct timespec at_once = {0, 0};
    while (sigtimedwait(&pipe_signal, NULL, &at_once) == SIGPIPE) {}
    pthread_sigmask(SIG_SETMASK, &mask, NULL);
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &result.reply);
    result.curl_code = (int)code;
    // After the whole message only a reply tells; 354 (go ahead) is the reply before it.
    if (code == CURLE_OK) result.outcome = MITREDEN_SMTP_ACCEPTED;
    else if (content.is_complete && result.reply < 400) result.outcome = MITREDEN_SMTP_UNKNOWN;
    curl_slist_free_all(recipients);
    curl_easy_cleanup(curl);
    return result;
}

const char *mitreden_curl_text(int code) { return curl_easy_strerror((CURLcode)code); }
