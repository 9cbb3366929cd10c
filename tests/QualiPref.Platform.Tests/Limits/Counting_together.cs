using System.Collections.Concurrent;
using System.Net;
using System.Text;
using MongoDB.Bson;
using MongoDB.Driver;
using QualiPref.Testing;
using QualiPref.Testing.Wire;

namespace QualiPref.Platform.Tests.Limits;

/// <summary>Two replicas behind whatever sends each request to one of them, on one database.</summary>
public sealed class Counting_together : IAsyncLifetime
{
    private const int Limit = 400;

    private static readonly string[] Settings =
    [
        LimitedHost.Limit("Address", Limit), LimitedHost.Limit("LongestPause", "00:00:00"), LimitedHost.Limit("TellEvery", "00:00:00.05"),
        "--QualiPref:Hosting:TrustedProxies:0=127.0.0.0/8",
    ];

    private readonly RealEngine _engine;
    private readonly EngineWire _wire;
    private readonly ConcurrentQueue<BsonDocument> _heard = new();
    private readonly DatabasePrefix _prefix;
    private LimitedHost _first = null!, _second = null!;

    public Counting_together(RealEngine engine)
    {
        _engine = engine;
        _prefix = engine.NewPrefix();
        _wire = new EngineWire { Ear = command => _heard.Enqueue(command) };
        _wire.LeadTo(engine.Engine);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IMongoCollection<BsonDocument> Shared => _engine.Client.GetDatabase($"{_prefix.Value}_portal").GetCollection<BsonDocument>("limits");

    private int Exchanges => _heard.Count(command => command.GetValue("findAndModify", "") == "limits");

    public async ValueTask InitializeAsync()
    {
        _first = await LimitedHost.StartOnAsync(_wire.ConnectionString, _prefix.Value, Settings);
        _second = await LimitedHost.StartOnAsync(_wire.ConnectionString, _prefix.Value, Settings);
        // One exchange of each at its start, for the salt.
        await Eventually.ReadsAsync("both have begun", _ => Task.FromResult(Exchanges), count => count == 2, cancellationToken: Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _first.DisposeAsync();
        await _second.DisposeAsync();
        await _wire.DisposeAsync();
        await _prefix.DisposeAsync();
    }

    [Fact]
    public async Task A_caller_that_one_replica_refuses_the_other_refuses_too_and_no_neighbour()
    {
        Assert.Equal(Limit, await _first.TakenOfAsync(Limit + 5, forwardedFor: "192.0.2.1"));

        await RefusesAsync(_second, "192.0.2.1");

        Assert.Equal(HttpStatusCode.OK, await _second.AskAsync(forwardedFor: "192.0.2.2"));
        Assert.Equal(HttpStatusCode.OK, await _first.AskAsync(forwardedFor: "192.0.2.2"));
    }

    [Fact]
    public async Task Both_replicas_together_take_what_one_alone_would()
    {
        const int Half = Limit / 2, Begun = 20;
        Assert.Equal(Half, await _first.TakenOfAsync(Half));
        Assert.Equal(Begun, await _second.TakenOfAsync(Begun));
        var before = Exchanges;
        await Eventually.HoldsAsync("each has told and heard", _ => Task.FromResult(Exchanges >= before + 6), cancellationToken: Token);

        // A few more where a minute of the clock ends meanwhile.
        Assert.InRange(await _second.TakenOfAsync(Limit), Half - Begun, Half - Begun + 40);
    }

    [Fact]
    public async Task What_they_tell_costs_one_round_trip_each_time_and_none_while_nobody_calls()
    {
        await _first.TakenOfAsync(Limit, forwardedFor: "192.0.2.1");
        await Eventually.HoldsAsync("it is told", _ => Task.FromResult(Exchanges > 3), cancellationToken: Token);

        // Callers far from every limit are told to nobody.
        var before = Exchanges;
        await _second.TakenOfAsync(5, forwardedFor: "192.0.2.7");
        await Eventually.HoldsAsync("the first goes on telling", _ => Task.FromResult(Exchanges > before + 3), cancellationToken: Token);
        Assert.Equal(["findAndModify"], _heard.Select(command => command.ElementAt(0)).Where(first => first.Value == "limits").Select(first => first.Name).Distinct());
        Assert.Single((await KeptAsync(Token))["replicas"].AsBsonArray);
    }

    [Fact]
    public async Task No_address_and_nothing_that_names_a_caller_is_kept_or_sent()
    {
        await _first.TakenOfAsync(Limit, forwardedFor: "192.0.2.1");
        await _first.TakenOfAsync(Limit, token: ServiceHost.TokenOf(["agent"], ["*"], "Usager 77"));
        await RefusesAsync(_second, "192.0.2.1");

        var kept = await KeptAsync(Token);
        Assert.NotEmpty(kept["replicas"].AsBsonArray.SelectMany(replica => replica["callers"].AsBsonArray));
        foreach (var bytes in _heard.Append(kept).Select(document => document.ToBson()))
        {
            Assert.Equal(-1, bytes.AsSpan().IndexOf((byte[])[192, 0, 2, 1]));
            Assert.Equal(-1, bytes.AsSpan().IndexOf("192.0.2.1"u8));
            Assert.Equal(-1, bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes("Usager 77")));
        }
    }

    [Fact]
    public async Task A_salt_whose_hour_is_over_is_replaced_in_both_and_counts_begin_anew()
    {
        await _first.TakenOfAsync(Limit, forwardedFor: "192.0.2.1");
        await RefusesAsync(_second, "192.0.2.1");
        var old = await KeptAsync(Token);

        await Shared.UpdateOneAsync(new BsonDocument("_id", "counts"), Builders<BsonDocument>.Update.Set("saltUntil", new BsonDateTime(0)), cancellationToken: Token);

        var renewed = await Eventually.ReadsAsync("there is another salt", KeptAsync, kept => kept["salt"] != old["salt"], cancellationToken: Token);
        Assert.InRange(renewed["saltUntil"].ToUniversalTime() - DateTime.UtcNow, TimeSpan.FromMinutes(58), TimeSpan.FromMinutes(61));
        await Eventually.ReadsAsync("nobody knows the caller any more", _ => _first.AskAsync(forwardedFor: "192.0.2.1"), status => status == HttpStatusCode.OK, cancellationToken: Token);
    }

    [Fact]
    public async Task Without_the_database_each_goes_on_with_its_own_counts_says_so_once_and_tells_again_later()
    {
        _wire.Mood = command => command == "findAndModify" ? WireFault.NotPrimary : WireFault.None;
        Assert.Equal(Limit, await _first.TakenOfAsync(Limit + 5, forwardedFor: "192.0.2.1"));
        await Eventually.HoldsAsync("it was tried", _ => Task.FromResult(_wire.Count(WireFault.NotPrimary) > 1), cancellationToken: Token);
        Assert.Equal(HttpStatusCode.OK, await _second.AskAsync(forwardedFor: "192.0.2.1"));
        // What the driver throws depends on who was refused first.
        var told = _first.Warnings.Where(one => one.StartsWith("Sharing counted requests has to wait (", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(told);
        Assert.Distinct(told);

        _wire.Mood = _ => WireFault.None;
        await RefusesAsync(_second, "192.0.2.1");
    }

    private Task<BsonDocument> KeptAsync(CancellationToken token) => Shared.Find(new BsonDocument("_id", "counts")).SingleAsync(token);

    // Asking counts too: far fewer questions than the limit allows.
    private static async Task RefusesAsync(LimitedHost host, string address)
    {
        var asked = 0;
        await Eventually.ReadsAsync($"{address} is refused", _ =>
        {
            asked++;
            return host.AskAsync(forwardedFor: address);
        }, status => status == (HttpStatusCode)429, cancellationToken: Token);
        Assert.InRange(asked, 1, Limit / 2);
    }
}
