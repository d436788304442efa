/* A site whose every answer waits: `waiting-server PORT MS BYTES`. Written in C so that it takes little of the CPU that the
 * programs under test compete for. All requests wait alike, so the queue of answers is a ring in order of arrival and one
 * timer serves it. Says at SIGTERM how many connections brought how many requests. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

enum { most_connections = 1 << 16, most_waiting = 1 << 17 };
struct connection { unsigned turn; int seen; long owed; }; /* seen: bytes of "\r\n\r\n"; owed: bytes due and not sent */
struct wait { int wire; unsigned turn; long long due; };

static struct connection connections[most_connections];
static struct wait queue[most_waiting];
static unsigned head, tail;
static char *answer;
static long answer_length, accepted, requests;
static long long wait_ns;
static int poll, timer, listener;
static volatile sig_atomic_t is_over;

static void fail(const char *what) { perror(what); exit(1); }
static void stop(int number) { (void)number; is_over = 1; }

static long long now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1000000000LL + time.tv_nsec;
}

static void watch(int file, int operation, unsigned events) {
  struct epoll_event event = {.events = events, .data.fd = file};
  if (epoll_ctl(poll, operation, file, &event) < 0) fail("epoll_ctl");
}

/* A turn tells the answers of a closed connection from those of the next one with its number. */
static void hang_up(int wire) {
  connections[wire].turn++;
  close(wire);
}

static void set_timer(void) {
  struct itimerspec when = {.it_value = {queue[head % most_waiting].due / 1000000000, queue[head % most_waiting].due % 1000000000}};
  if (timerfd_settime(timer, TFD_TIMER_ABSTIME, &when, NULL) < 0) fail("timerfd_settime");
}

static void greet(void) {
  for (int wire; (wire = accept4(listener, NULL, NULL, SOCK_NONBLOCK)) >= 0; accepted++) {
    if (wire >= most_connections) { close(wire); continue; }
    int on = 1;
    setsockopt(wire, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    connections[wire].seen = 0;
    connections[wire].owed = 0;
    watch(wire, EPOLL_CTL_ADD, EPOLLIN);
  }
}

static void queue_answer(int wire) {
  if (tail - head == most_waiting) { fputs("too many requests\n", stderr); exit(1); }
  queue[tail++ % most_waiting] = (struct wait){wire, connections[wire].turn, now() + wait_ns};
  requests++;
  if (tail - head == 1) set_timer();
}

static void hear(int wire) {
  static char bytes[65536];
  static const char end[] = "\r\n\r\n";
  ssize_t got = recv(wire, bytes, sizeof bytes, 0);
  if (got < 0 && errno == EAGAIN) return;
  if (got <= 0) { hang_up(wire); return; }
  int seen = connections[wire].seen;
  for (ssize_t i = 0; i < got; i++) {
    seen = bytes[i] == end[seen] ? seen + 1 : bytes[i] == '\r';
    if (seen < 4) continue;
    queue_answer(wire);
    seen = 0;
  }
  connections[wire].seen = seen;
}

/* What is owed ends at an answer's end, so its length says where to go on. */
static void pay(int wire) {
  struct connection *to = &connections[wire];
  while (to->owed > 0) {
    long left = (to->owed - 1) % answer_length + 1;
    ssize_t sent = send(wire, answer + answer_length - left, left, MSG_NOSIGNAL);
    if (sent < 0 && errno == EAGAIN) { watch(wire, EPOLL_CTL_MOD, EPOLLIN | EPOLLOUT); return; }
    if (sent < 0) { hang_up(wire); return; }
    to->owed -= sent;
  }
}

static void answer_due(void) {
  long long time = now();
  unsigned long ticks;
  if (read(timer, &ticks, sizeof ticks) < 0 && errno != EAGAIN) fail("timer");
  for (; head != tail && queue[head % most_waiting].due <= time; head++) {
    struct wait *due = &queue[head % most_waiting];
    if (connections[due->wire].turn != due->turn) continue;
    connections[due->wire].owed += answer_length;
    pay(due->wire);
  }
  if (head != tail) set_timer();
}

static void open_site(int port, long bytes) {
  answer = malloc(bytes + 256);
  /* As nginx says it: without this word wget2 takes a connection for each request. */
  answer_length = sprintf(answer,
    "HTTP/1.1 200 OK\r\nConnection: keep-alive\r\nContent-Type: application/octet-stream\r\nContent-Length: %ld\r\n\r\n", bytes);
  memset(answer + answer_length, 'x', bytes);
  answer_length += bytes;
  struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  int on = 1;
  listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (bind(listener, (struct sockaddr *)&at, sizeof at) < 0 || listen(listener, 4096) < 0) fail("listen");
}

int main(int count, char **words) {
  if (count != 4) return 2;
  wait_ns = atol(words[2]) * 1000000LL;
  open_site(atoi(words[1]), atol(words[3]));
  poll = epoll_create1(0);
  timer = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK);
  if (poll < 0 || timer < 0) fail("epoll");
  signal(SIGTERM, stop);
  watch(listener, EPOLL_CTL_ADD, EPOLLIN);
  watch(timer, EPOLL_CTL_ADD, EPOLLIN);
  while (!is_over) {
    struct epoll_event events[256];
    int ready = epoll_wait(poll, events, 256, -1);
    for (int i = 0; i < ready; i++) {
      int file = events[i].data.fd;
      if (file == listener) greet();
      else if (file == timer) answer_due();
      else {
        if (events[i].events & EPOLLOUT) { watch(file, EPOLL_CTL_MOD, EPOLLIN); pay(file); }
        if (events[i].events & ~EPOLLOUT) hear(file);
      }
    }
  }
  printf("%ld connections, %ld requests\n", accepted, requests);
  return 0;
}
