using QualiPref.Complaints.Tests.Setup;
using QualiPref.Testing;

namespace QualiPref.Complaints.Tests.Service;

/// <summary>Within how many working days an answer is promised: what the catalogue says, and says nowhere else.</summary>
public sealed class Promising_an_answer(RealEngine engine)
{
    [Fact]
    public async Task A_new_delay_holds_for_new_cases_and_leaves_those_that_are_there_alone()
    {
        using var catalogue = new ChangingCatalogue();
        await using var service = await RunningComplaints.StartAsync(engine, catalogue);
        service.Time.Set(new DateOnly(2026, 7, 3));
        var old = await service.Handler.FiledAsync(("receivedOn", "2026-06-05"));

        catalogue.Change("indicators.yaml", "code: complaints.answeredInTime\n  version: 1", "code: complaints.answeredInTime\n  version: 2");
        catalogue.Change("indicators.yaml", "workingDays: 15", "workingDays: 10");
        service.LookAtCatalogue();

        var filed = await service.Handler.FiledAsync(("receivedOn", "2026-06-05"));
        Assert.Equal(("2026-06-19", 10), (filed.Body.Text("dueOn"), await DelayAsync(service, filed)));
        old = await service.Handler.KnownAsync(old.Id);
        Assert.Equal(("2026-06-26", 15), (old.Body.Text("dueOn"), await DelayAsync(service, old)));
        // A correction counts anew from another day, with what was promised when the case was filed.
        old = await service.Handler.DoAsync(old, "correct", new { receivedOn = "2026-06-04", reason = "Cachet de la poste" });
        Assert.Equal(("2026-06-25", 15), (old.Body.Text("dueOn"), await DelayAsync(service, old)));
    }

    [Fact]
    public async Task A_closure_that_is_added_later_moves_what_is_due_from_then_on()
    {
        using var catalogue = new ChangingCatalogue();
        await using var service = await RunningComplaints.StartAsync(engine, catalogue);
        service.Time.Set(new DateOnly(2026, 7, 3));
        var old = await service.Handler.FiledAsync(("receivedOn", "2026-06-05"));

        catalogue.Change("networks.yaml", "closures: []", "closures: [{ date: 2026-06-12, reason: Travaux }]");
        service.LookAtCatalogue();

        var filed = await service.Handler.FiledAsync(("receivedOn", "2026-06-05"));
        old = await service.Handler.KnownAsync(old.Id);
        Assert.Equal(("2026-06-26", "2026-06-29"), (old.Body.Text("dueOn"), filed.Body.Text("dueOn")));
    }

    private static async Task<int> DelayAsync(RunningComplaints service, Known known) =>
        (await service.Handler.GetJsonAsync($"complaints/{known.Id}/deadline"))["workingDays"]!.GetValue<int>();
}
