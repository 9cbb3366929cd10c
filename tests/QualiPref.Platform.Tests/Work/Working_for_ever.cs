using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using Microsoft.Extensions.Logging.Testing;
using MongoDB.Bson;
using MongoDB.Driver;
using MongoDB.Driver.Core.Clusters;
using MongoDB.Driver.Core.Connections;
using MongoDB.Driver.Core.Servers;
using QualiPref.Platform.Work;
using RabbitMQ.Client.Exceptions;

namespace QualiPref.Platform.Tests.Work;

public sealed class Working_for_ever
{
    private const string Quoted = "a text that somebody wrote";

    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(7);

    private readonly HurriedTime _time = new();
    private readonly FakeLogger _log = new();

    [Fact]
    public async Task Tells_a_programming_error_once_with_its_stack_and_then_by_count()
    {
        await RunAsync(100, _ => throw new InvalidCastException());

        var told = Told();
        Assert.Equal(3, told.Count);
        Assert.All(told, line => Assert.StartsWith("Error Counting ", line, StringComparison.Ordinal));
        Assert.Contains(nameof(InvalidCastException), told[0], StringComparison.Ordinal);
        Assert.Contains(nameof(Tells_a_programming_error_once_with_its_stack_and_then_by_count), told[0], StringComparison.Ordinal);
        Assert.Contains(" 10 times", told[1], StringComparison.Ordinal);
        Assert.Contains(" 100 times", told[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tells_an_outage_by_name_and_its_end()
    {
        await RunAsync(5, round => round <= 3 ? throw new TimeoutException() : Task.CompletedTask);
        Assert.Equal(
            [
                "Warning Counting has to wait (TimeoutException); it is tried again",
                "Information Counting goes on after 3 failures",
            ], Told());
    }

    /// <summary>A server that refuses, one that is not there and one whose certificate is not believed ask for different things.</summary>
    [Fact]
    public async Task Tells_what_lies_beneath_an_outage()
    {
        await RunAsync(2, round => throw new BrokerUnreachableException(
            round == 1 ? new SocketException((int)SocketError.ConnectionRefused) : new AggregateException(new AuthenticationException(Quoted))));
        Assert.Equal(
            [
                "Warning Counting has to wait (BrokerUnreachableException, caused by SocketException (ConnectionRefused)); it is tried again",
                "Warning Counting has to wait (BrokerUnreachableException, caused by AggregateException, caused by AuthenticationException); it is tried again",
            ], Told());
    }

    [Fact]
    public async Task Tells_another_exception_as_a_whole_too()
    {
        await RunAsync(4, round => throw (round % 2 == 0 ? new InvalidCastException() : new DivideByZeroException()));
        Assert.Collection(
            Told(),
            line => Assert.Contains(nameof(DivideByZeroException), line, StringComparison.Ordinal),
            line => Assert.Contains(nameof(InvalidCastException), line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Tells_a_fault_as_a_whole_again_once_it_was_over()
    {
        await RunAsync(3, round => round == 2 ? Task.CompletedTask : throw new InvalidCastException());
        Assert.Equal(2, Told().Count(line => line.StartsWith("Error", StringComparison.Ordinal) && line.Contains("   at ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Never_tells_what_an_exception_quotes()
    {
        var connection = new ConnectionId(new ServerId(new ClusterId(), new System.Net.DnsEndPoint("localhost", 1)));
        await RunAsync(2, round => throw (round == 1
            ? new MongoCommandException(connection, $"dup key: {Quoted}", new BsonDocument(), new BsonDocument("code", 11000))
            : new InvalidCastException(Quoted, new FormatException(Quoted))));
        Assert.DoesNotContain(Told(), line => line.Contains(Quoted, StringComparison.Ordinal));
        Assert.Contains("MongoCommandException (code 11000)", Told()[0], StringComparison.Ordinal);
        Assert.Contains("caused by FormatException", Told()[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tells_what_became_of_a_call()
    {
        await RunAsync(2, round => throw (round == 1
            ? new HttpRequestException(Quoted, null, HttpStatusCode.BadGateway)
            : new HttpRequestException(HttpRequestError.ConnectionError, Quoted)));
        Assert.Contains("HttpRequestException (code 502)", Told()[0], StringComparison.Ordinal);
        Assert.Contains("HttpRequestException (ConnectionError)", Told()[1], StringComparison.Ordinal);
        Assert.DoesNotContain(Told(), line => line.Contains(Quoted, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Rests_as_the_round_says_and_longer_after_each_fault()
    {
        await RunAsync(7, round => round is > 1 and < 7 ? throw new TimeoutException() : Task.CompletedTask);
        Assert.Equal([7, 1, 2, 4, 5, 5], _time.Waits.Take(6).Select(wait => wait.TotalSeconds));
    }

    [Fact]
    public async Task Lets_the_neighbours_of_a_failing_part_go_on()
    {
        var done = new List<int>();
        var loop = new WorkLoop("Counting", _time, _log);
        for (var part = 1; part <= 3; part++)
        {
            var number = part;
            var isDone = await loop.TryAsync($"Counting {part}", () =>
            {
                if (number == 2) throw new InvalidCastException();
                done.Add(number);
                return Task.CompletedTask;
            }, TestContext.Current.CancellationToken);
            Assert.Equal(number != 2, isDone);
        }
        Assert.Equal([1, 3], done);
        Assert.Contains("Counting 2 failed", Assert.Single(Told()), StringComparison.Ordinal);
    }

    /// <summary>Runs rounds and stops the process in the last.</summary>
    private async Task RunAsync(int rounds, Func<int, Task> work)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var round = 0;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new WorkLoop("Counting", _time, _log).RunAsync(
            async _ =>
            {
                if (++round == rounds) await stopping.CancelAsync();
                await work(round);
                return Rest;
            }, stopping.Token));
        Assert.Equal(rounds, round);
    }

    private List<string> Told() => [.. _log.Collector.GetSnapshot().Select(record => $"{record.Level} {record.Message}")];
}
