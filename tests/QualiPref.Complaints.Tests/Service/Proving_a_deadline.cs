using System.Net;
using QualiPref.Complaints.Tests.Setup;

namespace QualiPref.Complaints.Tests.Service;

public sealed class Proving_a_deadline(SharedComplaints shared) : IClassFixture<SharedComplaints>
{
    // Counted by hand on a calendar of 2025 and 2026.
    [Theory]
    [InlineData("2026-05-04", "2026-05-28", "2026-07-04", "2026-05-08 2026-05-14 2026-05-25")]
    [InlineData("2026-06-05", "2026-06-26", "2026-08-05", "")]
    [InlineData("2025-12-18", "2026-01-12", "2026-02-18", "2025-12-25 2026-01-01")]
    [InlineData("2025-12-31", "2026-01-22", "2026-02-28", "2026-01-01")]
    [InlineData("2026-05-30", "2026-06-19", "2026-07-30", "")]
    public async Task Names_each_day_and_the_holidays_skipped(string receivedOn, string dueOn, string legalDueOn, string skipped)
    {
        var known = await shared.Service.Handler.FiledAsync(("receivedOn", receivedOn));

        var proof = await shared.Service.Handler.GetJsonAsync($"complaints/{known.Id}/deadline");

        Assert.Equal((dueOn, legalDueOn), (proof.Text("dueOn"), proof.Text("legalDueOn")));
        Assert.Equal((dueOn, legalDueOn), (known.Body.Text("dueOn"), known.Body.Text("legalDueOn")));
        Assert.Equal(skipped, string.Join(' ', proof.List("skipped").Select(day => day!.Text("date"))));
        var days = proof.List("days");
        Assert.Equal((dueOn, 15), (days[^1]!.Text("date"), days[^1]!["rank"]!.GetValue<int>()));
        Assert.Equal(15, days.Count(day => day!["rank"] is not null));
        Assert.All(days, day => Assert.True(day!["rank"] is null ^ day["reason"] is null));
        Assert.StartsWith("91-EVRY", proof.Text("calendarVersion")!.Replace("metropole/", "", StringComparison.Ordinal).Replace("metropole ", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tells_the_pauses_without_moving_the_date()
    {
        var known = await shared.Service.Handler.FiledAsync(("receivedOn", "2026-06-05"));
        known = await shared.Service.Handler.DoAsync(known, "request-information", new { text = "Quel jour ?", occurredOn = "2026-06-08" });
        known = await shared.Service.Handler.DoAsync(known, "resume", new { occurredOn = "2026-06-10" });
        known = await shared.Service.Handler.DoAsync(known, "hold", new { text = "Nous vérifions.", newDate = "2026-07-10", occurredOn = "2026-06-12" });

        var proof = await shared.Service.Handler.GetJsonAsync($"complaints/{known.Id}/deadline");

        Assert.Equal("2026-06-26", proof.Text("dueOn"));
        Assert.Equal(["awaitingUser 2026-06-08 2026-06-10 False", "hold 2026-06-12 2026-07-10 False"],
            proof.List("pauses").Select(pause => $"{pause!.Text("kind")} {pause!.Text("from")} {pause!.Text("to")} {pause!["stopsClock"]!.GetValue<bool>()}"));
    }

    [Fact]
    public async Task Of_any_zone_is_open_to_everybody()
    {
        var counted = await shared.Service.Public.GetJsonAsync("working-days?zone=martinique&from=2026-05-13&days=15");

        // Ascension on 14 May, abolition of slavery on 22 May, Whit Monday on 25 May.
        Assert.Equal("2026-06-08", counted.Text("dueOn"));
        Assert.Equal(["2026-05-14", "2026-05-22", "2026-05-25"], counted.List("skipped").Select(day => day!.Text("date")));
        Assert.StartsWith("martinique@", counted.Text("calendarVersion"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("zone=atlantide&from=2026-05-13&days=15", "zone")]
    [InlineData("zone=metropole&from=hier&days=15", "from")]
    [InlineData("zone=metropole&from=1999-12-31&days=15", "from")]
    [InlineData("zone=metropole&from=2031-12-31&days=15", "from")]
    [InlineData("zone=metropole&from=2026-05-13&days=0", "days")]
    [InlineData("zone=metropole&from=2026-05-13&days=401", "days")]
    public async Task Of_what_cannot_be_counted_is_refused(string query, string field)
    {
        var response = await shared.Service.Public.GetAsync(new Uri($"working-days?{query}", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal([field], (await response.ReadAsync(HttpStatusCode.UnprocessableEntity)).Pointers());
    }
}
