using System.Buffers.Text;
using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using QualiPref.Bench.Load;

namespace QualiPref.Bench.Generator;

/// <summary>
/// Sends prepared requests from one thread, which waits for all connections at once: a thread woken for each reply costs as much as the sending. Ids and
/// sequence numbers are new each time; nothing else is made while the clock runs.
/// </summary>
internal sealed class Sender(RequestFile file)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Dictionary<int, long> _sequences = [];
    private int _next;

    /// <summary>Sends, and returns when everything that was begun is acknowledged.</summary>
    /// <exception cref="SendingException">A request was refused, or a connection ended.</exception>
    public List<Acknowledgement> Run(LoadPlan plan)
    {
        var acknowledged = new List<Acknowledgement>(1 << 20);
        var connections = Enumerable.Range(0, plan.Connections).Select(_ => new Connection(plan.Port)).ToList();
        try
        {
            Run(plan, connections, acknowledged);
        }
        finally
        {
            connections.ForEach(connection => connection.Dispose());
        }
        return acknowledged;
    }

    private void Run(LoadPlan plan, List<Connection> connections, List<Acknowledgement> acknowledged)
    {
        var bySocket = connections.ToDictionary(connection => connection.Socket);
        var idle = new Queue<Connection>(connections);
        var ready = new List<Socket>(connections.Count);
        var start = Stopwatch.GetTimestamp();
        for (var sent = 0; ;)
        {
            var due = DueAt(start, sent, plan);
            while (due <= Stopwatch.GetTimestamp() && idle.TryDequeue(out var free))
            {
                free.Send(Renewed(file.Requests[_next++ % file.Requests.Count]), due.Value);
                due = DueAt(start, ++sent, plan);
            }
            if (due is null && idle.Count == connections.Count) return;
            var waitsForClock = due is not null && idle.Count > 0;
            var wait = waitsForClock ? Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due!.Value) : Patience;
            // Idle ones too: on them nothing can come but the end.
            ready.Clear();
            ready.AddRange(bySocket.Keys);
            Socket.Select(ready, null, null, (int)Math.Max(0, wait.TotalMicroseconds));
            if (ready.Count == 0 && !waitsForClock) throw new SendingException($"Nothing was answered for {Patience.TotalSeconds:0} s.");
            foreach (var socket in ready)
            {
                var connection = bySocket[socket];
                if (!connection.Receive()) continue;
                Take(connection, acknowledged);
                if (connection.UnderWay is null) idle.Enqueue(connection);
            }
        }
    }

    // Null once nothing more is sent.
    private static long? DueAt(long start, int sent, LoadPlan plan)
    {
        var due = plan.PerSecond > 0 ? start + (long)(sent / plan.PerSecond * Stopwatch.Frequency) : Stopwatch.GetTimestamp();
        var isOver = (plan.Requests > 0 && sent >= plan.Requests) || (plan.Seconds > 0 && Stopwatch.GetElapsedTime(start, due).TotalSeconds >= plan.Seconds);
        return isOver ? null : due;
    }

    private void Take(Connection connection, List<Acknowledgement> acknowledged)
    {
        var (request, now) = (connection.UnderWay!, Stopwatch.GetTimestamp());
        Demand(connection, request);
        var took = (int)Stopwatch.GetElapsedTime(connection.Due, now).TotalMicroseconds;
        acknowledged.Add(connection.Withdraws
            ? new Acknowledgement(request.Site, 0, -request.Expressed, took, now)
            : new Acknowledgement(request.Site, request.Answers, request.Expressed, took, now));
        if (request.IsWithdrawn && !connection.Withdraws) connection.Withdraw(file.Withdrawal, now);
        else connection.Rest();
    }

    private static void Demand(Connection connection, Request request)
    {
        var isTaken = connection.Withdraws ? connection.Status == 200
            : request.Answers == 1 ? connection.Status == 201
            : connection.Status == 200 && connection.ReadBody().AsSpan().Count("\"result\":\"accepted\"") == request.Answers;
        if (!isTaken) throw new SendingException($"A request was answered {Beginning(connection.Reply)}; it was {Beginning(request.Bytes)}");

        static string Beginning(ReadOnlySpan<byte> text) => Encoding.UTF8.GetString(text[..Math.Min(text.Length, 1_500)]);
    }

    private Request Renewed(Request request)
    {
        foreach (var at in request.Ids) Guid.CreateVersion7().TryFormat(request.Bytes.AsSpan(at, Request.IdWidth), out _);
        Span<byte> digits = stackalloc byte[Request.SequenceWidth];
        foreach (var at in request.Sequences)
        {
            var field = request.Bytes.AsSpan(at, Request.SequenceWidth);
            Utf8Formatter.TryFormat(_sequences[request.Kiosk] = _sequences.GetValueOrDefault(request.Kiosk) + 1, digits, out var width);
            field.Fill((byte)' ');
            digits[..width].CopyTo(field[^width..]);
        }
        return request;
    }
}
