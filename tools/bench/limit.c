/*
 * The limit of the machine for scenario "delivery": one thread, epoll, one write for each event, and nothing else.
 *
 *     cc -O2 -o limit limit.c && ./limit PORT
 *
 * Answers any request with an event stream; the page says its number in the query: client=p17. Each line of the input
 * says "customers first count rate start" (publish/Schedule.java): event number first + i is due at start + i / rate
 * seconds and goes to page mix(first + i) % customers. Ends with its input. Linux only.
 */
#define _GNU_SOURCE
#include <err.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { PAGES = 65536, EVENTS_AT_ONCE = 64, SECOND = 1000000000 };

/* By a page's number: its socket, 0 while it has none, and how many events it was sent. */
static int page_socket[PAGES];
static long page_events[PAGES];

static struct { long customers, first, count, rate, start, done; } schedule;

static const char HEAD[] =
    "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\n"
    "Transfer-Encoding: chunked\r\n\r\n";
static const char READY[] = "retry: 3000\n\nid: limit-c%ld\nevent: ready\ndata: {\"cursor\":\"limit-c%ld\"}\n\n";

/* As Waybill sends it, with an order of two parcels. */
static const char EVENT[] =
    "id: limit-c%ld\nevent: shipment.in_transit\ndata: "
    "{\"type\":\"shipment.in_transit\",\"orderId\":\"WB-BM5MEGENYA\",\"version\":6,\"shipmentId\":\"S1\","
    "\"occurredAt\":\"2026-11-25T10:14:14.313241Z\",\"recordedAt\":\"2026-11-25T10:14:14.313241Z\","
    "\"actor\":{\"kind\":\"courier\"},\"data\":{\"location\":\"Depot Halle #%ld\"},"
    "\"order\":{\"version\":6,\"status\":\"IN_FULFILMENT\",\"headline\":\"PARTIALLY_SHIPPED\","
    "\"eta\":{\"from\":\"2026-11-25T10:14:14.313241Z\",\"until\":\"2026-11-25T12:14:14.313241Z\",\"delayed\":false},"
    "\"shipments\":[{\"id\":\"S1\",\"status\":\"IN_TRANSIT\",\"carrier\":\"DHL\"},"
    "{\"id\":\"S2\",\"status\":\"PACKED\",\"carrier\":\"DHL\"}],\"cancelled\":[]}}\n\n";

static long now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * (long)SECOND + t.tv_nsec;
}

/* MurmurHash3's finalizer. */
static uint64_t mix(uint64_t n) {
  n = (n ^ n >> 33) * 0xff51afd7ed558ccdu;
  n = (n ^ n >> 33) * 0xc4ceb9fe1a85ec53u;
  return n ^ n >> 33;
}

static void send_all(int fd, const char *bytes, size_t length) {
  if (write(fd, bytes, length) != (ssize_t)length) warn("a page does not read");
}

static size_t chunk(char *out, size_t room, const char *format, long a, long b) {
  char block[1024];
  int length = snprintf(block, sizeof block, format, a, b);
  return (size_t)snprintf(out, room, "%x\r\n%s\r\n", (unsigned)length, block);
}

static void publish(long number) {
  char out[1100];
  long page = (long)(mix((uint64_t)number) % (uint64_t)schedule.customers);
  if (page_socket[page] == 0) return;
  size_t length = chunk(out, sizeof out, EVENT, ++page_events[page], number);
  send_all(page_socket[page], out, length);
}

/* Publishes what is due; returns how long there is nothing to do, in nanoseconds, or -1: for ever. */
static long publish_due(void) {
  while (schedule.done < schedule.count) {
    long wait = schedule.start + schedule.done * SECOND / schedule.rate - now();
    if (wait > 0) return wait;
    publish(schedule.first + schedule.done++);
  }
  return -1;
}

static void watch(int poll, int fd) {
  struct epoll_event event = {.events = EPOLLIN, .data.fd = fd};
  if (epoll_ctl(poll, EPOLL_CTL_ADD, fd, &event) != 0) err(1, "epoll_ctl");
}

static int listen_on(int port) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0), on = 1;
  setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (bind(fd, (struct sockaddr *)&address, sizeof address) != 0 || listen(fd, 4096) != 0) err(1, "port %d", port);
  return fd;
}

static void accept_one(int poll, int listener) {
  int fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK), on = 1;
  if (fd < 0) return;
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  watch(poll, fd);
}

/* A request is small and comes in one piece. */
static void answer(int fd) {
  char request[4096], out[1100];
  ssize_t length = read(fd, request, sizeof request - 1);
  if (length <= 0) {
    for (int page = 0; page < PAGES; page++) if (page_socket[page] == fd) page_socket[page] = 0;
    close(fd);
    return;
  }
  request[length] = 0;
  const char *client = strstr(request, "client=p");
  int page = client == NULL ? -1 : atoi(client + strlen("client=p"));
  if (page < 0 || page >= PAGES) errx(1, "who is this? %s", request);
  page_socket[page] = fd;
  send_all(fd, HEAD, strlen(HEAD));
  send_all(fd, out, chunk(out, sizeof out, READY, page_events[page], page_events[page]));
}

static void take_order(void) {
  char line[256];
  if (fgets(line, sizeof line, stdin) == NULL) exit(0);
  schedule.done = 0;
  if (sscanf(line, "%ld %ld %ld %ld %ld", &schedule.customers, &schedule.first, &schedule.count, &schedule.rate,
             &schedule.start) != 5 || schedule.customers > PAGES)
    errx(1, "not a schedule: %s", line);
}

int main(int argc, char **argv) {
  if (argc != 2) errx(2, "usage: limit PORT");
  signal(SIGPIPE, SIG_IGN);
  int poll = epoll_create1(0), listener = listen_on(atoi(argv[1]));
  watch(poll, listener);
  watch(poll, STDIN_FILENO);
  struct epoll_event ready[EVENTS_AT_ONCE];
  for (;;) {
    long wait = publish_due();
    struct timespec limit = {wait / SECOND, wait % SECOND};
    int count = epoll_pwait2(poll, ready, EVENTS_AT_ONCE, wait < 0 ? NULL : &limit, NULL);
    for (int i = 0; i < count; i++) {
      int fd = ready[i].data.fd;
      if (fd == listener) accept_one(poll, listener);
      else if (fd == STDIN_FILENO) take_order();
      else answer(fd);
    }
  }
}
