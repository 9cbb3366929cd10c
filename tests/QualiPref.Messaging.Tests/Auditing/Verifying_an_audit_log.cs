using MongoDB.Bson;
using MongoDB.Driver;
using QualiPref.Platform.Auditing;
using QualiPref.Testing;

namespace QualiPref.Messaging.Tests.Auditing;

public sealed class Verifying_an_audit_log(RealEngine engine) : IAsyncLifetime
{
    private static readonly DateTimeOffset At = new(2026, 7, 3, 8, 0, 0, 123, TimeSpan.Zero);

    private readonly DatabasePrefix _databases = engine.NewPrefix();
    private AuditedProcess _process = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IMongoCollection<BsonDocument> Chain => engine.Client.GetDatabase($"{_databases.Value}_{AuditedProcess.Service}").GetCollection<BsonDocument>("audit");

    public async ValueTask InitializeAsync()
    {
        _process = new AuditedProcess(engine.ConnectionString, _databases.Value);
        await _process.Log.PrepareAsync(Token);
        for (var n = 1; n <= 5; n++) await _process.Log.AppendAsync(AuditedProcess.Entry(At.AddSeconds(n), $"case-{n}"), Token);
        await _process.Log.SealAsync(Token);
    }

    [Fact]
    public void Hashes_a_text_that_anybody_can_write_down_again()
    {
        var entry = AuditedProcess.Entry(At, "case-1", ("fields", "site,motive"), ("asked", "a/b+c")) with { Id = Guid.Parse("0198c0de-0000-7000-8000-000000000001") };

        var link = SealedEntry.After("complaints", AuditHead.Empty, entry);

        Assert.Equal(
            """
            {"act":"case.read","at":"2026-07-03T08:00:00.123Z","by":{"id":"0b3c5d2e-8f6a-4c1b-9d7e-1a2b3c4d5e6f","kind":"person"},
            "details":{"asked":"a/b+c","fields":"site,motive"},"format":1,"id":"0198c0de-0000-7000-8000-000000000001","kind":"read","number":1,
            "on":{"ids":["case-1"],"kind":"case"},"previous":"0000000000000000000000000000000000000000000000000000000000000000","service":"complaints","sites":["91-EVRY"]}
            """.ReplaceLineEndings(""),
            link.CanonicalText("complaints"));
        // What sha256sum says of it.
        Assert.Equal("ea5d9cce02d4cbd3a6c3ce82caff57d3f6bf5798566eb6035a80bc61f5dffa29", link.Hash);
        Assert.NotEqual(link.Hash, link.HashIn("surveys"));
    }

    [Fact]
    public async Task Finds_nothing_where_nothing_was_altered()
    {
        var (entries, faults) = await _process.ChainAsync(Token);

        Assert.Empty(faults);
        Assert.Equal(["case-1", "case-2", "case-3", "case-4", "case-5"], entries.Select(one => one.Entry.On.Ids[0]));
    }

    [Theory]
    [InlineData("entry.act", "case.correct")]
    [InlineData("entry.by.id", "somebody-else")]
    [InlineData("entry.kind", "decision")]
    [InlineData("entry.on.kind", "kiosk")]
    [InlineData("entry.sites.0", "47-AGEN")]
    [InlineData("entry.details.more", "x")]
    public async Task Finds_an_entry_that_says_something_else(string member, string value)
    {
        await Chain.UpdateOneAsync(new BsonDocument("_id", 3L), new BsonDocument("$set", new BsonDocument(member, value)), cancellationToken: Token);

        Assert.Equal(["entry 3 was altered: its hash is not that of what it says"], (await _process.ChainAsync(Token)).Faults);
    }

    [Fact]
    public async Task Finds_an_entry_that_was_taken_out()
    {
        await Chain.DeleteOneAsync(new BsonDocument("_id", 3L), Token);

        Assert.Equal(["entry 4 follows entry 2: what was in between is missing"], (await _process.ChainAsync(Token)).Faults);
    }

    [Fact]
    public async Task Finds_an_entry_that_was_hashed_anew_by_the_one_behind_it()
    {
        var entries = await _process.Log.ReadAsync(1, 5, Token);
        var altered = SealedEntry.After(AuditedProcess.Service, new AuditHead(2, entries[1].Hash), entries[2].Entry with { Act = "case.correct" });
        await Chain.ReplaceOneAsync(new BsonDocument("_id", 3L), altered.ToBsonDocument(), cancellationToken: Token);

        Assert.Equal(["entry 4 was written behind another entry 3 than there is"], (await _process.ChainAsync(Token)).Faults);
    }

    [Fact]
    public async Task Finds_a_chain_that_was_written_anew_or_cut_by_the_ends_that_were_published()
    {
        var entries = await _process.Log.ReadAsync(1, 5, Token);
        var published = new[] { (new AuditHead(2, entries[1].Hash), "edition A"), (new AuditHead(4, entries[3].Hash), "edition B"), (new AuditHead(9, entries[4].Hash), "edition C") };
        var check = new ChainCheck(AuditedProcess.Service, published);
        var head = AuditHead.Empty;

        foreach (var entry in entries)
        {
            var anew = SealedEntry.After(AuditedProcess.Service, head, entry.Number == 3 ? entry.Entry with { Act = "case.correct" } : entry.Entry);
            head = new AuditHead(anew.Number, anew.Hash);
            check.Take(anew);
        }
        check.End();

        Assert.Equal(["up to entry 4 the chain is another one than when edition B was made", "the chain ends with entry 5, and had 9 when edition C was made"], check.Faults);
    }

    [Theory]
    [InlineData("une phrase")]
    [InlineData("accentué")]
    [InlineData("jean@exemple.fr")]
    [InlineData("")]
    public void Needs_no_secrecy_since_no_free_text_comes_in(string text)
    {
        Assert.Throws<ArgumentException>(() => AuditedProcess.Entry(At, text));
        Assert.Throws<ArgumentException>(() => AuditedProcess.Entry(At, "case-1", ("reason", text)));
    }

    [Fact]
    public void Keeps_of_the_name_of_an_operator_a_code()
    {
        Assert.Equal("Marie-Durand", AuditCode.Of("Marie Durand"));
        Assert.Equal("unknown", AuditCode.Of(" é "));
        Assert.Equal(128, AuditCode.Of(new string('x', 300)).Length);
    }

    public async ValueTask DisposeAsync()
    {
        _process.Dispose();
        await _databases.DisposeAsync();
    }
}
