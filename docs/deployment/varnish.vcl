# Waybill behind Varnish, which has no TLS: in front of it stands one that has, such as Hitch. What each line is for
# stands in proxies.md beside this file. It replaces /etc/varnish/default.vcl.

vcl 4.1;

backend waybill {
    .host = "127.0.0.1";
    .port = "8080";
    .connect_timeout = 5s;
    .first_byte_timeout = 60s;
    .between_bytes_timeout = 60s;
}

sub vcl_recv {
    if (req.method == "GET" && req.url ~ "^/assets/") {
        unset req.http.Cookie;
        return (hash);
    }
    return (pass);
}

sub vcl_backend_error {
    if (bereq.method == "GET" && bereq.url ~ "^/api/" && bereq.http.Accept ~ "(?i)^text/event-stream$") {
        set beresp.status = 200;
        set beresp.http.Content-Type = "text/event-stream";
        set beresp.http.Cache-Control = "no-store";
        set beresp.body = {"retry: 5000

"};
        return (deliver);
    }
}
