#ifndef MITREDEN_CCURL_H
#define MITREDEN_CCURL_H

#include <stddef.h>
#include <stdint.h>

// Sending mail through libcurl. Its setters take variable arguments, which Swift cannot call: this hides them.

/// What is known after a try to hand over one message.
typedef enum {
    /// The server has it.
    MITREDEN_SMTP_ACCEPTED,
    /// The server does not have it: nothing of the message's end was sent, or the server answered and refused.
    MITREDEN_SMTP_NOT_TAKEN,
    /// The whole message was sent and no answer came: the server may have it.
    MITREDEN_SMTP_UNKNOWN
} mitreden_smtp_outcome;

typedef struct {
    mitreden_smtp_outcome outcome;
    /// The server's last reply code (RFC 5321, section 4.2), 0 when there was none.
    long reply;
    /// libcurl's own code, 0 when all went well.
    int curl_code;
} mitreden_smtp_result;

/// Where and how. Strings end with 0; NULL leaves a thing out.
typedef struct {
    /// smtp://host:port or smtps://host:port
    const char *url;
    const char *user;
    const char *password;
    /// Without TLS nothing is sent.
    int tls_is_required;
    /// Certificates of the authorities to trust, instead of the system's.
    const char *authorities_file;
    /// For connecting, and for everything together.
    long connect_milliseconds;
    long total_milliseconds;
} mitreden_smtp_server;

/// Hands one message over to one recipient and waits for the answer. Call it from a thread that may wait.
/// `message` is as it goes over the wire (lines end with CRLF); dots at the beginning of lines are doubled here.
mitreden_smtp_result mitreden_smtp_send(
    const mitreden_smtp_server *server, const char *sender, const char *recipient, const uint8_t *message, size_t length);

/// What a code of libcurl means, in English, without data.
const char *mitreden_curl_text(int code);

#endif
