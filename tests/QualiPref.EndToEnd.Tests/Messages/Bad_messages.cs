using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using QualiPref.Contracts.Balance.V1;
using QualiPref.Contracts.Complaints.V1;
using QualiPref.Contracts.Surveys.V1;
using QualiPref.EndToEnd.Tests.Systems;
using QualiPref.Platform.Messaging;
using QualiPref.Testing;

namespace QualiPref.EndToEnd.Tests.Messages;

/// <summary>
/// Messages that carry real answers and cases are taken from the broker and put back broken, one in each manner. Nothing here asks for anything again: what they
/// carry is in the figures once somebody has mended them, and once.
/// </summary>
[Collection(Distributed.Name)]
public sealed class Bad_messages(DistributedSystem system) : IAsyncLifetime
{
    // More than there are manners of breaking a message.
    private const int Carriers = 34;

    private RawBroker _broker = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _broker = await RawBroker.ConnectAsync(system.Parts.Broker!.ConnectionString);
        await system.SettlesAsync();
    }

    public ValueTask DisposeAsync() => _broker.DisposeAsync();

    [Fact]
    public async Task That_carry_answers_block_nothing_and_count_once_when_they_are_mended()
    {
        IReadOnlyList<GoodMessage> goods;
        await using (var detour = await Detour.OfAsync(system, "indicators", typeof(SurveyResponsesRecorded)))
        {
            await AnswerAsync(Carriers);
            goods = await ComeByAsync(detour, "indicators", typeof(SurveyResponsesRecorded), "responses", Carriers);
        }
        var bad = BadMessage.Of(goods,
            good => new BadMessage("an id that is none", good, BadMessage.WithItem(good, item => item["responseId"] = "1"), "It could not be taken (FormatException)."),
            good => new BadMessage("a number beyond its type", good, BadMessage.WithItem(good, item => item["version"] = 99_999_999_999), "It could not be taken (FormatException)."),
            good => new BadMessage("an item larger than a document can be", good, BadMessage.WithItem(good, item => item["channel"] = new string('x', 17 * 1024 * 1024)), "It could not be taken"));
        var wrong = goods.Skip(bad.Count).ToList();

        await PutAsync(bad);
        // What is refused item by item is parked as a fact that cannot be: its source sends it again.
        await PutItemsAsync(wrong, item => item["version"] = -1, item => item["date"] = "1970-01-01", item => item["date"] = "2999-12-31", item => item["channel"] = "une.borne");
        await AnswerAsync(5);

        await Eventually.ReadsAsync("the good ones are counted meanwhile", _ => system.Api.CountedAnswersAsync(),
            counted => counted == system.AcknowledgedAnswers - Carriers, cancellationToken: Token);
        await Eventually.ReadsAsync("what is wrong with an item is said of the item", _ => system.ParkedAsync("indicators", "facts"), facts => facts.Count == 4, cancellationToken: Token);
        await MendAsync("indicators", bad);
        foreach (var good in wrong) await _broker.PutAsync(good.Queue, good.Body, GoodMessage.ContentType);
        await system.AgreeOnceParkedIsGoneAsync();
    }

    [Long, Fact]
    public async Task That_carry_cases_count_once_when_they_are_mended()
    {
        IReadOnlyList<GoodMessage> goods;
        await using (var detour = await Detour.OfAsync(system, "indicators", typeof(ComplaintsChanged)))
        {
            foreach (var filing in Enumerable.Range(0, Carriers).Select(_ => Samples.Filing(Guid.NewGuid()))) Assert.Equal(201, (await system.Api.FileAsync(filing)).Status);
            goods = await ComeByAsync(detour, "indicators", typeof(ComplaintsChanged), "complaints", Carriers);
        }
        var bad = BadMessage.Of(goods);
        var left = goods.Skip(bad.Count).ToList();

        await PutAsync(bad);
        await PutItemsAsync(left, item => item["receivedOn"] = "1970-01-01", item => item["dueOn"] = "2999-12-31", item => item["verdict"] = "peut-être");
        foreach (var good in left) await _broker.PutAsync(good.Queue, good.Body, GoodMessage.ContentType);

        await MendAsync("indicators", bad);
        await system.AgreeOnceParkedIsGoneAsync();
    }

    [Long, Theory]
    [InlineData("surveys")]
    [InlineData("complaints")]
    public async Task That_ask_a_source_are_answered_when_they_are_mended(string source)
    {
        await using var copies = await Detour.CopiesOfAsync(system, source == "surveys" ? typeof(SurveyResponsesRecorded) : typeof(ComplaintsChanged));
        await AnswerAsync(1);
        Assert.Equal(201, (await system.Api.FileAsync(Samples.Filing(Guid.NewGuid()))).Status);
        await system.SettlesAsync();
        await copies.TakeAsync();
        var goods = Enumerable.Range(0, Carriers).Select(_ => new GoodMessage(source, typeof(ResponsesRequested), new JsonObject
        {
            ["source"] = source,
            ["siteDays"] = new JsonArray(new JsonObject { ["site"] = "91-EVRY", ["date"] = $"{RunningSystem.Year}-06-17" }),
        })).ToList();
        var bad = BadMessage.Of(goods,
            BadMessage.WrongMessage("more days than are answered at once", message =>
                message["siteDays"] = new JsonArray([.. Enumerable.Range(0, 501).Select(_ => message["siteDays"]![0]!.DeepClone())]), "RefusedMessageException: 501 site-days"));

        await PutAsync(bad);
        await MendAsync(source, bad);

        var answers = new List<JsonObject>();
        await Eventually.HoldsAsync("each is answered", async _ =>
        {
            answers.AddRange(await copies.TakeAsync());
            return answers.Count >= bad.Count;
        }, cancellationToken: Token);
        await system.AgreeOnceParkedIsGoneAsync();
    }

    [Long, Fact]
    public async Task That_carry_rows_no_source_has_told_change_no_balance()
    {
        IReadOnlyList<GoodMessage> goods;
        await using (var detour = await Detour.OfAsync(system, "indicators", typeof(IntakeBalanceChanged)))
        {
            await AnswerAsync(4);
            goods = await ComeByAsync(detour, "indicators", typeof(IntakeBalanceChanged), "rows", 4);
        }
        Func<GoodMessage, BadMessage>[] kinds =
        [
            BadMessage.WrongMessage("rows read in a time to come", message => message["readAt"] = "2999-12-31T00:00:00Z", "RefusedMessageException: readAt 2999-12-31"),
            BadMessage.WrongItem("a count below 0", item => item["received"] = -1, "The row of "),
            BadMessage.WrongItem("no digest", item => item["digest"] = "beaucoup", "The row of "),
        ];
        var bad = kinds.Zip(goods, (kind, good) => kind(good)).ToList();

        await PutAsync(bad);
        foreach (var good in goods.Skip(bad.Count)) await _broker.PutAsync(good.Queue, good.Body, GoodMessage.ContentType);

        await MendAsync("indicators", bad);
        await system.AgreeOnceParkedIsGoneAsync();
    }

    [Fact]
    public async Task Are_parked_once_each_when_the_service_is_killed_while_it_takes_them_from_the_broker()
    {
        const int count = 150;
        var queue = MessageTopology.QueueOf("complaints", typeof(ResponsesRequested));
        for (var number = 0; number < count; number++) await _broker.PutAsync(queue, Encoding.UTF8.GetBytes($"{number}"), GoodMessage.ContentType);
        await Eventually.HoldsAsync("some are parked", async _ => await system.WaitingAsync("complaints") is > 20 and < count, cancellationToken: Token);
        await system["complaints"].KillAsync();
        await system["complaints"].StartAsync(Token);

        await Eventually.ReadsAsync("all are parked", _ => system.WaitingAsync("complaints"), waiting => waiting >= count, cancellationToken: Token);
        await system.HoldNoFaultAsync();
        var parked = await system.ParkedAsync("complaints");
        var digests = new HashSet<string>();
        foreach (var item in parked) digests.Add((await system.ContentAsync("complaints", item.Id)).Body!.Value.GetProperty("digest").GetString()!);
        Assert.Equal((count, count), (parked.Count, digests.Count));
        foreach (var item in parked) Assert.Equal(204, (await system.Api.SendAsync(HttpMethod.Post, $"/api/complaints/v1/parked/messages/{item.Id}/give-up", "admin", new { reason = "Essai" })).Status);
        await system.AgreesAsync();
    }

    /// <summary>Answers of one site, each of another day.</summary>
    private async Task AnswerAsync(int count)
    {
        var day = new DateOnly(RunningSystem.Year, 2, 1);
        var answers = Enumerable.Range(0, count).Select(number =>
        {
            var answer = Samples.Answer();
            answer["answeredAt"] = $"{day.AddDays(number):yyyy-MM-dd}T10:12:08+01:00";
            return system.Api.PutAnswerAsync(Guid.NewGuid(), answer);
        });
        Assert.All(await Task.WhenAll(answers), reply => Assert.Equal(201, reply.Status));
    }

    private static async Task<IReadOnlyList<GoodMessage>> ComeByAsync(Detour detour, string service, Type type, string list, int count)
    {
        var messages = new List<JsonObject>();
        await Eventually.HoldsAsync($"{count} of {type.Name} come by", async _ =>
        {
            messages.AddRange(await detour.TakeAsync());
            return messages.Sum(message => message[list]!.AsArray().Count) >= count;
        }, cancellationToken: Token);
        return GoodMessage.Single(service, type, list, messages);
    }

    private async Task PutAsync(IEnumerable<BadMessage> messages)
    {
        foreach (var message in messages) await message.PutAsync(_broker);
    }

    private async Task PutItemsAsync(IEnumerable<GoodMessage> goods, params IEnumerable<Action<JsonObject>> breaks)
    {
        foreach (var (good, breakIt) in goods.Zip(breaks)) await _broker.PutAsync(good.Queue, BadMessage.WithItem(good, breakIt), GoodMessage.ContentType);
    }

    /// <summary>Waits until each is in the workbench with its reason, puts what it was meant to be in its place, and has it tried again.</summary>
    private async Task MendAsync(string service, IReadOnlyList<BadMessage> messages)
    {
        var parked = new Dictionary<string, ParkedMessage>();
        await Eventually.ReadsAsync("each is parked", async _ =>
        {
            foreach (var item in (await system.ParkedAsync(service)).Where(item => !parked.Values.Any(known => known.Item == item)))
            {
                var read = await system.ContentAsync(service, item.Id);
                parked.Add(read.Body!.Value.GetProperty("digest").GetString()!, new ParkedMessage(item, read));
            }
            return string.Join(", ", messages.Where(message => !parked.ContainsKey(message.Digest)).Select(message => message.Kind));
        }, missing => missing.Length == 0, cancellationToken: Token);
        foreach (var message in messages)
        {
            var (item, read) = parked[message.Digest];
            Assert.Equal((message.Kind, message.Good.Queue), (message.Kind, read.Body!.Value.GetProperty("queue").GetString()));
            Assert.True(item.Reason.StartsWith(message.Reason, StringComparison.Ordinal), $"{message.Kind}: {item.Reason}");
            var mended = new { content = Encoding.UTF8.GetString(message.Good.Body), contentType = GoodMessage.ContentType, reason = message.Kind };
            Assert.Equal(204, (await system.Api.SendAsync(HttpMethod.Put, $"/api/{service}/v1/parked/messages/{item.Id}/content", "admin", mended, read.Etag)).Status);
            Assert.Equal(202, (await system.Api.SendAsync(HttpMethod.Post, $"/api/{service}/v1/parked/messages/{item.Id}/retry", "admin")).Status);
        }
    }

    private sealed record ParkedMessage(ParkedItem Item, ApiReply Content);
}

/// <summary>A message in the workbench.</summary>
internal sealed record ParkedItem(string Id, string Reason);

/// <summary>What an administrator sees of the workbench of a service.</summary>
internal static class Workbenches
{
    public static async Task<IReadOnlyList<ParkedItem>> ParkedAsync(this RunningSystem system, string service, string place = "messages") =>
    [
        .. (await ListAsync(system, service)).GetProperty("items").EnumerateArray().Where(item => item.GetProperty("place").GetString() == place)
            .Select(item => new ParkedItem(item.GetProperty("id").GetString()!, item.GetProperty("reason").GetString()!)),
    ];

    public static async Task<long> WaitingAsync(this RunningSystem system, string service) => (await ListAsync(system, service)).GetProperty("waiting").GetInt64();

    public static Task<ApiReply> ContentAsync(this RunningSystem system, string service, string id) => system.Api.GetAsync($"/api/{service}/v1/parked/messages/{id}/content", "admin");

    /// <summary>What was mended has to be counted, and nothing to wait for anybody.</summary>
    public static async Task AgreeOnceParkedIsGoneAsync(this RunningSystem system)
    {
        foreach (var service in (string[])["surveys", "complaints", "indicators", "reporting"])
            await Eventually.ReadsAsync($"nothing waits in {service}", _ => system.WaitingAsync(service), waiting => waiting == 0, cancellationToken: TestContext.Current.CancellationToken);
        await system.AgreesAsync();
    }

    private static async Task<JsonElement> ListAsync(RunningSystem system, string service) => (await system.Api.GetAsync($"/api/{service}/v1/parked", "admin")).Body!.Value;
}
