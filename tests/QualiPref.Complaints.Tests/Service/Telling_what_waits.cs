using QualiPref.Complaints.Tests.Setup;
using QualiPref.Testing;
using QualiPref.Testing.Wire;

namespace QualiPref.Complaints.Tests.Service;

/// <summary>What an exporter of metrics is told.</summary>
public sealed class Telling_what_waits(RealEngine engine)
{
    private static readonly object Late = new { subject = "Réponse", body = "Nous avons ouvert un guichet de plus.", lateReason = "Afflux de demandes" };

    [Fact]
    public async Task A_complaint_past_a_deadline_shows_until_it_is_answered()
    {
        await using var service = await RunningComplaints.StartAsync(engine);
        service.Time.Set(new DateOnly(2026, 7, 3));
        using var numbers = service.Hear();
        var complaint = await service.Handler.FiledAsync();
        var suggestion = await service.Handler.FiledAsync(("kind", "suggestion"));
        await numbers.ReadsAsync("qualipref.complaints.overdue", "promised", cases => cases == 0);

        service.Time.Set(new DateOnly(2026, 9, 3));
        await numbers.ReadsAsync("qualipref.complaints.overdue", "promised", cases => cases == 2);
        Assert.Equal(0, numbers.Of("qualipref.complaints.overdue")["legal"]);

        // The legal two months are those of a complaint: a suggestion has none.
        service.Time.Set(new DateOnly(2026, 9, 4));
        await numbers.ReadsAsync("qualipref.complaints.overdue", "legal", cases => cases == 1);

        await service.Handler.DoAsync(complaint, "answer", Late);
        await numbers.ReadsAsync("qualipref.complaints.overdue", "legal", cases => cases == 0);
        await service.Handler.DoAsync(suggestion, "answer", Late);
        await numbers.ReadsAsync("qualipref.complaints.overdue", "promised", cases => cases == 0);
    }

    [Fact]
    public async Task A_case_whose_change_is_not_told_shows_with_its_age_until_it_is()
    {
        await using var service = await RunningComplaints.StartAsync(engine);
        using var numbers = service.Hear();
        var release = new TaskCompletionSource();
        service.Told.Before = _ => release.Task;
        await service.Handler.FiledAsync();

        await numbers.ReadsAsync("qualipref.outbox.oldest.age", "cases complaints", age => age > 0.5);
        release.SetResult();
        await numbers.ReadsAsync("qualipref.outbox.oldest.age", "cases complaints", age => age == 0);
    }

    [Fact]
    public async Task Counting_what_is_past_the_legal_day_reads_no_case()
    {
        await using var queries = new HeardQueries(engine);
        await using var service = await RunningComplaints.StartAsync(engine, queries);
        service.Time.Set(new DateOnly(2026, 7, 3));
        await service.CopyAsync(await service.Handler.FiledAsync(), 600);
        service.Time.Set(new DateOnly(2026, 9, 30));
        using var numbers = service.Hear();
        await numbers.ReadsAsync("qualipref.complaints.overdue", "legal", cases => cases == 601);

        var count = queries.CountsOf("cases").Last(command => command.ToString().Contains("legalDueOn", StringComparison.Ordinal));
        var plan = await queries.PlanAsync(count, TestContext.Current.CancellationToken);

        Assert.Equal(["legalDueOn"], plan.Indexes);
        Assert.Equal(0, plan.Read);
    }
}
