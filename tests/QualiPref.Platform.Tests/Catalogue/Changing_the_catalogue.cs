using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using QualiPref.Platform.Catalogue;
using QualiPref.Testing;

namespace QualiPref.Platform.Tests.CatalogueLoading;

/// <summary>Files change while a process runs, in one stroke or one after the other; it looks at them again and again.</summary>
public sealed class Changing_the_catalogue : IDisposable
{
    private readonly ChangingCatalogue _folder = new();
    private readonly FakeLogger<LiveCatalogue> _log = new();
    private readonly LiveCatalogue _live;

    public Changing_the_catalogue() => _live = new LiveCatalogue(_folder.Path, _log);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Takes_what_is_the_same_at_two_looks()
    {
        var before = _live.Current;
        _folder.AddSite();

        _live.Look();
        Assert.False(_live.Current.TryGetSite("91-MASSY", out _));
        _live.Look();

        Assert.True(_live.Current.TryGetSite("91-MASSY", out var site));
        Assert.Equal(new DateOnly(2026, 5, 18), _live.Current.WorkingDays(site).AddWorkingDays(new DateOnly(2026, 5, 13), 2).DueOn);
        Assert.Contains("91-MASSY", _live.Current.Networks.Single(network => network.Code == "essonne").Sites);
        Assert.False(before.TryGetSite("91-MASSY", out _));
        Assert.Equal(LogLevel.Information, Assert.Single(_log.Collector.GetSnapshot()).Level);
    }

    [Fact]
    public void Takes_nothing_that_is_still_being_written()
    {
        var half = File.ReadAllText(_folder["networks.yaml"]);
        for (var end = half.Length / 2; end < half.Length; end += 100)
        {
            File.WriteAllText(_folder["networks.yaml"], half[..end]);
            _live.Look();
        }

        Assert.Empty(_live.Problems);
        Assert.Empty(_log.Collector.GetSnapshot());
    }

    [Fact]
    public void Does_not_take_again_what_did_not_change()
    {
        var before = _live.Current;
        File.WriteAllText(_folder["README.md"], "No part of it.");
        File.SetLastWriteTimeUtc(_folder["networks.yaml"], DateTime.UtcNow);

        Look();

        Assert.Same(before, _live.Current);
    }

    [Fact]
    public void Keeps_the_one_of_before_where_the_new_one_is_wrong_and_says_once_what_is()
    {
        var before = _live.Current;
        _folder.AddSite();
        _folder.Change("networks.yaml", "holidayZone: metropole", "holidayZone: bretagne");
        _folder.Change("motives.yaml", "code: attente", "code: accueil");

        Look();
        Look();

        Assert.Same(before, _live.Current);
        Assert.Equal(["networks.yaml", "motives.yaml"], _live.Problems.Select(problem => problem.Split(',')[0]));
        var told = Assert.Single(_log.Collector.GetSnapshot());
        Assert.Equal(LogLevel.Error, told.Level);
        Assert.All(_live.Problems, problem => Assert.Contains(problem, told.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Takes_the_new_one_once_it_was_mended()
    {
        _folder.AddSite();
        _folder.Change("networks.yaml", "holidayZone: metropole", "holidayZone: bretagne");
        Look();

        _folder.Change("networks.yaml", "holidayZone: bretagne", "holidayZone: metropole");
        Look();

        Assert.Empty(_live.Problems);
        Assert.True(_live.Current.TryGetSite("91-MASSY", out _));
    }

    [Fact]
    public void Is_content_again_once_the_change_was_taken_back()
    {
        _folder.Change("networks.yaml", "code: 91-ETAMPES", "code: 91-DOURDAN");
        Look();
        Assert.NotEmpty(_live.Problems);

        _folder.Change("networks.yaml", "code: 91-DOURDAN", "code: 91-ETAMPES");
        Look();

        Assert.Empty(_live.Problems);
    }

    [Fact]
    public void Keeps_the_one_of_before_where_the_folder_or_a_file_is_gone()
    {
        File.Delete(_folder["motives.yaml"]);
        Look();
        Assert.Equal("motives.yaml: the file is missing.", Assert.Single(_live.Problems));

        Directory.Delete(_folder.Path, recursive: true);
        Look();
        Assert.Equal("The folder cannot be read (DirectoryNotFoundException).", Assert.Single(_live.Problems));
        Directory.CreateDirectory(_folder.Path);

        Assert.True(_live.Current.TryGetSite("91-EVRY", out _));
    }

    [Fact]
    public void Names_a_file_that_cannot_be_read()
    {
        File.Delete(_folder["motives.yaml"]);
        File.CreateSymbolicLink(_folder["motives.yaml"], "nothing.yaml");

        Look();

        Assert.Equal("motives.yaml: the file cannot be read (FileNotFoundException).", Assert.Single(_live.Problems));
    }

    [Fact]
    public void Prepares_what_rests_on_it_once_for_each()
    {
        var made = 0;
        var prepared = new PerCatalogue<string>(catalogue => $"{++made}: {catalogue.Sites.Count} sites");
        var before = _live.Current;

        Assert.Same(prepared.Of(before), prepared.Of(before));
        _folder.AddSite();
        Look();

        Assert.Equal("2: 5 sites", prepared.Of(_live.Current));
        // A request that was under way.
        Assert.Equal("3: 4 sites", prepared.Of(before));
    }

    private void Look()
    {
        _live.Look();
        _live.Look();
    }
}
