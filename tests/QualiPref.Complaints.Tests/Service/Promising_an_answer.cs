using QualiPref.Complaints.Tests.Setup;
using QualiPref.Testing;

namespace QualiPref.Complaints.Tests.Service;

/// <summary>Within how many working days an answer is promised: what the catalogue says, and says nowhere else.</summary>
public sealed class Promising_an_answer(RealEngine engine)
{
    [Fact]
    public async Task A_new_delay_holds_for_new_cases_and_leaves_those_that_are_there_alone()
    {
        using var folder = new TemporaryFolder();
        var before = await RunningComplaints.StartAsync(engine);
        before.Time.Set(new DateOnly(2026, 7, 3));
        var old = await before.Handler.FiledAsync(("receivedOn", "2026-06-05"));
        await using var service = await before.AgainAsync(engine, OtherCatalogue.In(folder, "workingDays: 15", "workingDays: 10"));
        service.Time.Set(new DateOnly(2026, 7, 3));

        var filed = await service.Handler.FiledAsync(("receivedOn", "2026-06-05"));
        Assert.Equal(("2026-06-19", 10), (filed.Body.Text("dueOn"), await DelayAsync(service, filed)));
        old = await service.Handler.KnownAsync(old.Id);
        Assert.Equal(("2026-06-26", 15), (old.Body.Text("dueOn"), await DelayAsync(service, old)));
        // A correction counts anew from another day, with what was promised when the case was filed.
        old = await service.Handler.DoAsync(old, "correct", new { receivedOn = "2026-06-04", reason = "Cachet de la poste" });
        Assert.Equal(("2026-06-25", 15), (old.Body.Text("dueOn"), await DelayAsync(service, old)));
    }

    private static async Task<int> DelayAsync(RunningComplaints service, Known known) =>
        (await service.Handler.GetJsonAsync($"complaints/{known.Id}/deadline"))["workingDays"]!.GetValue<int>();
}
