using System.Net;
using System.Net.Sockets;
using System.Text;
using QualiPref.Complaints.Tests.Setup;
using QualiPref.Local;
using QualiPref.Testing;
using QualiPref.Testing.Wire;

namespace QualiPref.Complaints.Tests.TakingMail;

/// <summary>A line that breaks before an e-mail is moved leaves what a death leaves between the two: a case, and an e-mail that looks as if nobody had taken it.</summary>
public sealed class Dying_while_taking_mail(RealEngine engine, MailStore store) : IClassFixture<MailStore>
{
    [Fact]
    public async Task Between_the_case_and_the_move_makes_no_second_case()
    {
        var mailbox = store.NewMailbox();
        await using var line = new CutLine(mailbox.Port);
        await using var service = await RunningComplaints.StartAsync(engine, mailbox.Settings(line.Port));
        service.Time.Set(new DateOnly(2026, 7, 3));
        line.CutAt = "UID STORE";
        await mailbox.PutAsync(Sample.Mail());
        await Eventually.ReadsAsync("the line broke twice", _ => Task.FromResult(line.Cuts), cuts => cuts >= 2, cancellationToken: TestContext.Current.CancellationToken);
        await service.OnlyCaseAsync();
        Assert.Equal(1, await mailbox.CountAsync("INBOX"));

        line.CutAt = null;
        await mailbox.BecomesAsync("Traités", 1);

        await service.OnlyCaseAsync();
    }

    [Theory]
    [InlineData(WireFault.NotPrimary, 2)]
    // Written, and nobody was told: the next look finds the case.
    [InlineData(WireFault.Cut, 1)]
    public async Task An_engine_that_goes_away_as_the_case_is_written_leaves_the_email_for_when_it_is_back(WireFault fault, int times)
    {
        var mailbox = store.NewMailbox();
        await using var wire = new EngineWire();
        wire.LeadTo(engine.Engine);
        await using var service = await RunningComplaints.StartAsync(engine, wire, mailbox.Settings());
        service.Time.Set(new DateOnly(2026, 7, 3));
        wire.Mood = asked => asked == "insert" ? fault : WireFault.None;
        await mailbox.PutAsync(Sample.Mail());
        await Eventually.ReadsAsync("it went away", _ => Task.FromResult(wire.Count(fault)), count => count >= times, cancellationToken: TestContext.Current.CancellationToken);
        wire.Mood = _ => WireFault.None;
        await mailbox.BecomesAsync("Traités", 1);

        await service.OnlyCaseAsync();
    }

    [Fact]
    public async Task Two_replicas_make_one_case_of_each_email()
    {
        var mailbox = store.NewMailbox();
        await using var service = await RunningComplaints.StartAsync(engine, mailbox.Settings());
        await using var other = await service.BesideAsync(engine, mailbox.Settings());
        service.Time.Set(new DateOnly(2026, 7, 3));
        other.Time.Set(new DateOnly(2026, 7, 3));
        await Parallel.ForAsync(0, 24, async (number, _) => await mailbox.PutAsync(Sample.Mail($"Courriel {number}", from: $"personne{number}@example.test")));
        await mailbox.BecomesAsync("Traités", 24);

        Assert.Equal(24, (await service.CasesAsync()).Select(one => one.Text("subject")).Distinct().Count());
        Assert.Equal(24, (await service.CasesAsync()).Count);
    }

    /// <summary>A line to a server that breaks each time before a command goes through.</summary>
    private sealed class CutLine : IAsyncDisposable
    {
        private readonly CancellationTokenSource _end = new();
        private readonly TcpListener _listener;
        private readonly int _server;
        private readonly Task _accepting;
        private int _cuts;

        public CutLine(int server)
        {
            _server = server;
            Port = Ports.Choose(0);
            _listener = new TcpListener(IPAddress.Loopback, Port);
            _listener.Start();
            _accepting = AcceptAsync();
        }

        public int Port { get; }

        public int Cuts => Volatile.Read(ref _cuts);

        /// <summary>The command; null lets all of them through.</summary>
        public string? CutAt { get; set; }

        public async ValueTask DisposeAsync()
        {
            await _end.CancelAsync();
            _listener.Dispose();
            await _accepting;
            _end.Dispose();
        }

        private async Task AcceptAsync()
        {
            var lines = new List<Task>();
            try
            {
                while (true) lines.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_end.Token)));
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                await Task.WhenAll(lines);
            }
        }

        private async Task ServeAsync(TcpClient client)
        {
            using var served = client;
            using var server = new TcpClient();
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, _server, _end.Token);
                await await Task.WhenAny(WriteAsync(client.GetStream(), server.GetStream()), server.GetStream().CopyToAsync(client.GetStream(), _end.Token));
            }
            catch (Exception exception) when (exception is SocketException or IOException or OperationCanceledException or ObjectDisposedException)
            {
                // A side has gone: so does the other.
            }
        }

        private async Task WriteAsync(NetworkStream client, NetworkStream server)
        {
            var buffer = new byte[65_536];
            while (await client.ReadAsync(buffer, _end.Token) is var count and > 0)
            {
                if (CutAt is { } command && Encoding.Latin1.GetString(buffer, 0, count).Contains(command, StringComparison.Ordinal))
                {
                    Interlocked.Increment(ref _cuts);
                    return;
                }
                await server.WriteAsync(buffer.AsMemory(0, count), _end.Token);
            }
        }
    }
}
