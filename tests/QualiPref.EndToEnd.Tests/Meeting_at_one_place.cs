using System.Text.Json;
using QualiPref.EndToEnd.Tests.Systems;
using QualiPref.Testing;

namespace QualiPref.EndToEnd.Tests;

[Collection(AllInOne.Name)]
public sealed class Meeting_at_one_place_all_in_one(AllInOneSystem system) : Meeting_at_one_place(system);

[Long, Collection(Distributed.Name)]
public sealed class Meeting_at_one_place_distributed(DistributedSystem system) : Meeting_at_one_place(system);

/// <summary>Several requests for one answer or one case.</summary>
public abstract class Meeting_at_one_place(RunningSystem system)
{
    [Fact]
    public async Task The_same_answer_posted_five_times_in_parallel_is_counted_once()
    {
        for (var round = 0; round < 20; round++)
        {
            var id = Guid.NewGuid();
            var answer = Samples.Answer();
            var replies = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => system.Api.PutAnswerAsync(id, answer)));
            Assert.Equal([200, 200, 200, 200, 201], replies.Select(reply => reply.Status).Order());
        }
        await system.AgreesAsync();
    }

    [Fact]
    public async Task The_same_answer_in_five_batches_at_once_is_counted_once()
    {
        var id = Guid.NewGuid();
        var batch = Samples.Batch(Samples.Item(id), Samples.Item(Guid.NewGuid()));
        var replies = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => system.Api.SendAsync(HttpMethod.Post, $"{ApiClient.Responses}/batch", "agent", batch)));
        Assert.All(replies, reply => Assert.Equal(200, reply.Status));
        Assert.Equal(["accepted", "duplicate", "duplicate", "duplicate", "duplicate"], replies.Select(reply => Results(reply)[0]).Order());
        await system.AgreesAsync();
    }

    [Fact]
    public async Task The_same_id_with_other_content_is_a_conflict_and_changes_nothing()
    {
        var id = Guid.NewGuid();
        Assert.Equal(201, (await system.Api.PutAnswerAsync(id, Samples.Answer())).Status);
        var other = await system.Api.PutAnswerAsync(id, Samples.Answer("pas-du-tout-satisfait"));
        Assert.Equal((409, "QP-SURVEYS-002"), (other.Status, other.Code));
        await system.AgreesAsync();
    }

    [Fact]
    public async Task Two_handlers_on_one_case_and_the_second_is_told_that_it_has_changed()
    {
        var id = Guid.NewGuid();
        Assert.Equal(201, (await system.Api.FileAsync(Samples.Filing(id))).Status);
        var etag = (await system.Api.GetAsync($"{ApiClient.Complaints}/{id}", "handler")).Etag;
        Assert.NotNull(etag);
        var replies = await Task.WhenAll(
            system.Api.MoveAsync(id, "qualify", new { motive = "accueil" }, etag),
            system.Api.MoveAsync(id, "qualify", new { motive = "horaires" }, etag));
        Assert.Equal([200, 412], replies.Select(reply => reply.Status).Order());

        var stale = await system.Api.MoveAsync(id, "answer", new { subject = "Réponse", body = "Texte." }, etag);
        Assert.Equal(412, stale.Status);
        var blind = await system.Api.MoveAsync(id, "answer", new { subject = "Réponse", body = "Texte." }, null);
        Assert.Equal(428, blind.Status);
        Assert.NotNull(blind.Code);
        var fresh = replies.Single(reply => reply.Status == 200).Etag;
        Assert.Equal(200, (await system.Api.MoveAsync(id, "answer", new { subject = "Réponse", body = "Texte.", occurredOn = $"{RunningSystem.Year}-06-20" }, fresh)).Status);
        await system.AgreesAsync();
    }

    [Fact]
    public async Task The_same_filing_twice_is_one_case_with_one_reference()
    {
        var filing = Samples.Filing(Guid.NewGuid());
        var replies = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => system.Api.FileAsync(filing)));
        Assert.All(replies, reply => Assert.InRange(reply.Status, 200, 201));
        Assert.Single(replies.Select(reply => reply.Body!.Value.GetProperty("reference").GetString()).Distinct());
        Assert.Single(replies.Select(reply => reply.Body!.Value.GetProperty("trackingCode").GetString()).Distinct());
        await system.AgreesAsync();
    }

    [Fact]
    public async Task A_batch_with_one_bad_item_keeps_its_neighbours()
    {
        var (good, bad, unreadable, last) = (Guid.NewGuid(), Samples.Item(Guid.NewGuid(), "moyennement-satisfait"), Samples.Item(Guid.NewGuid()), Guid.NewGuid());
        unreadable["id"] = "not an id";
        var reply = await system.Api.SendAsync(HttpMethod.Post, $"{ApiClient.Responses}/batch", "agent", Samples.Batch(Samples.Item(good), bad, unreadable, 7, Samples.Item(last)));
        Assert.Equal(200, reply.Status);
        Assert.Equal(["accepted", "setAside", "invalid", "invalid", "accepted"], Results(reply));
        await system.AgreesAsync();
    }

    [Fact]
    public async Task What_the_public_sends_is_dated_by_the_server()
    {
        var answer = Samples.Answer();
        answer["channel"] = "web";
        answer["answeredAt"] = "2019-05-05T12:00:00+02:00";
        Assert.Equal(201, (await system.Api.PutAnswerAsync(Guid.NewGuid(), answer, role: null)).Status);
        var filing = Samples.Filing(Guid.NewGuid());
        filing["channel"] = "web";
        filing.Remove("receivedOn");
        var filed = await system.Api.FilePubliclyAsync(filing);
        Assert.Equal(201, filed.Status);
        var tracked = await system.Api.GetAsync($"/api/complaints/v1/tracking/{filed.Body!.Value.GetProperty("trackingCode").GetString()}", role: null);
        Assert.Equal(200, tracked.Status);
        Assert.DoesNotContain("Usager 1", tracked.Text, StringComparison.Ordinal);
        await system.AgreesAsync();
    }

    private static string[] Results(ApiReply reply) =>
        [.. reply.Body!.Value.GetProperty("items").EnumerateArray().Select((JsonElement item) => item.GetProperty("result").GetString()!)];
}
