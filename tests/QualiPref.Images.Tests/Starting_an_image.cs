using QualiPref.Testing;

namespace QualiPref.Images.Tests;

[Long]
[Collection(Played.Name)]
public sealed class Starting_an_image(PlayedChart chart)
{
    /// <summary>On prepared databases, the middle of three starts; how long it took is in the test's output.</summary>
    [Theory]
    [InlineData("surveys"), InlineData("complaints"), InlineData("indicators"), InlineData("reporting"), InlineData("portal"), InlineData("all-in-one")]
    public async Task Makes_it_ready_within_a_minute_and_stopping_it_ends_it_in_peace(string image)
    {
        var starts = new List<(TimeSpan Took, TimeSpan Processor)>();
        for (var start = 0; start < 4; start++)
        {
            await using var container = await Lonely.StartAsync(image, Settings(image));
            starts.Add(await container.IsReadyAsync());
            Assert.Equal(0, await container.StopAsync());
        }
        var middle = starts.Skip(1).OrderBy(start => start.Took).ElementAt(1);
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{image}: ready {middle.Took.TotalSeconds:0.0} s after its start, with {middle.Processor.TotalSeconds:0.0} s of a processor; {starts[0].Took.TotalSeconds:0.0} s on no data");
    }

    /// <summary>It has all that it needs: pages with their styles, the catalogue, French. It needs a database and nothing else.</summary>
    [Fact]
    public async Task Of_all_in_one_serves_pages_alone()
    {
        await using var container = await Lonely.StartAsync("all-in-one", Settings("all-in-one"));
        await container.IsReadyAsync();
        using var http = new HttpClient { BaseAddress = new Uri(Lonely.Url) };
        var page = await http.GetStringAsync(new Uri("/", UriKind.Relative), TestContext.Current.CancellationToken);
        var style = page.Split('"').First(part => part.Contains(".css?", StringComparison.Ordinal));
        using var styles = await http.GetAsync(new Uri(style, UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.True(styles.IsSuccessStatusCode, style);
    }

    private Dictionary<string, string> Settings(string image)
    {
        var settings = new Dictionary<string, string>
        {
            ["QUALIPREF_MONGO"] = chart.Database,
            ["QualiPref__Storage__DatabasePrefix"] = "lonely_" + image.Replace('-', '_'),
            ["QualiPref__Identity__KeysPath"] = "/etc/qualipref/keys",
        };
        if (image == "all-in-one") return settings;
        settings["QUALIPREF_RABBITMQ"] = chart.Broker;
        foreach (var service in (string[])["Surveys", "Complaints", "Indicators", "Reporting"])
            if (!service.Equals(image, StringComparison.OrdinalIgnoreCase)) settings[$"QualiPref__Services__{service}"] = $"http://qualipref-{service.ToLowerInvariant()}:8080";
        return settings;
    }
}
