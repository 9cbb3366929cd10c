using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using QualiPref.Testing;

namespace QualiPref.Images.Tests;

[Long]
[Collection(Played.Name)]
public sealed class Playing_the_chart(PlayedChart chart)
{
    [Fact]
    public async Task All_five_are_ready_and_well()
    {
        using var http = new HttpClient();
        foreach (var service in PlayedChart.Names)
        {
            using var answer = await http.GetAsync(new Uri($"{chart.AddressOf(service)}/health"), TestContext.Current.CancellationToken);
            Assert.True(answer.IsSuccessStatusCode, $"{service}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}");
        }
    }

    /// <summary>What the kernel says of each process, and not what podman was told.</summary>
    [Fact]
    public async Task Nobody_is_root_and_nothing_but_tmp_can_be_written()
    {
        foreach (var service in PlayedChart.Names)
        {
            var process = (await Podman.InspectAsync($"qualipref-{service}-{service}")).GetProperty("State").GetProperty("Pid").GetInt32();
            var status = File.ReadLines($"/proc/{process}/status").Select(line => line.Split(':', 2)).ToDictionary(parts => parts[0], parts => parts[1].Trim());
            Assert.All(status["Uid"].Split('\t'), id => Assert.Equal("1654", id));
            Assert.Equal(0UL, Convert.ToUInt64(status["CapEff"], 16));
            Assert.Equal(0UL, Convert.ToUInt64(status["CapBnd"], 16));
            Assert.Equal("1", status["NoNewPrivs"]);
            Assert.Equal("2", status["Seccomp"]);

            var writable = File.ReadLines($"/proc/{process}/mounts").Select(line => line.Split(' '))
                .Where(mount => mount[3].Split(',').Contains("rw") && !mount[1].StartsWith("/proc", StringComparison.Ordinal) && !mount[1].StartsWith("/sys", StringComparison.Ordinal))
                .Select(mount => mount[1]).Where(mount => !mount.StartsWith("/dev", StringComparison.Ordinal));
            // Of its own accord podman, and no cluster, lets everybody write to these two as well.
            Assert.Equal(["/tmp"], writable.Except(["/run", "/var/tmp"]));
        }
    }

    [Fact]
    public async Task An_answer_that_comes_through_the_portal_shows_in_a_figure()
    {
        var before = await CountedAsync(TestContext.Current.CancellationToken);
        using (var visitor = new HttpClient { BaseAddress = new Uri(chart.AddressOf("portal")) })
        using (var taken = await visitor.PutAsJsonAsync(new Uri($"/api/surveys/v1/responses/{Guid.NewGuid()}", UriKind.Relative), Answer(), TestContext.Current.CancellationToken))
        {
            Assert.True(taken.StatusCode == HttpStatusCode.Created, await taken.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }
        await Eventually.ReadsAsync("it is counted", CountedAsync, counted => counted == before + 1, TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
    }

    private static object Answer() => new
    {
        site = "91-EVRY",
        questionnaire = "accueil-general",
        version = 1,
        channel = "web",
        language = "fr",
        outcome = "complete",
        answeredAt = TimeProvider.System.GetUtcNow(),
        answers = new { global = "satisfait" },
    };

    private async Task<long> CountedAsync(CancellationToken cancellation)
    {
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().DateTime);
        var path = new Uri($"/api/indicators/v1/figures?site=91-EVRY&period={today.Year}&indicator=satisfaction.global&asOf={today:yyyy-MM-dd}", UriKind.Relative);
        var page = await chart.Operator.GetFromJsonAsync<JsonElement>(path, cancellation);
        return page.GetProperty("items").EnumerateArray().Sum(figure => figure.GetProperty("n").GetInt64());
    }
}
