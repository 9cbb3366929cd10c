using System.Text.Json;
using QualiPref.Tool.Running;

namespace QualiPref.Tool.Tests;

/// <summary>Names, reasons and messages are written by others: a terminal is not to obey them.</summary>
public sealed class Printing_what_comes_from_elsewhere
{
    private const string Hostile = "a\u001b[31mrouge\u009b2J\u202egauche\r\nligne\a[bold]gras[/]";

    [Fact]
    public void Shows_what_a_terminal_would_obey_instead_of_sending_it()
    {
        using StringWriter output = new(), errors = new();
        var screen = new Screen(isJson: false, output, errors);

        screen.Show(0, () =>
        {
            screen.Table(["Libellé"], [[Hostile]]);
            screen.Line(Hostile);
        });
        screen.Note(Hostile);
        screen.Fail(Hostile, 1);

        foreach (var text in (string[])[output.ToString(), errors.ToString()])
        {
            Assert.DoesNotContain(text, letter => letter is not '\n' && (char.IsControl(letter) || letter is '\u202e'));
            Assert.Contains("a<U+001B>[31mrouge<U+009B>2J<U+202E>gauche", text, StringComparison.Ordinal);
            Assert.Contains("<U+0007>[bold]gras[/]", text, StringComparison.Ordinal);
        }
        Assert.Contains("gauche<U+000D><U+000A>ligne", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Gives_programs_the_very_text_without_a_control_character()
    {
        using StringWriter output = new(), errors = new();

        new Screen(isJson: true, output, errors).Show(new { Label = Hostile }, () => Assert.Fail("Nobody reads tables here."));

        Assert.DoesNotContain(output.ToString(), letter => letter is not '\n' && (char.IsControl(letter) || letter is '\u202e'));
        Assert.Equal(Hostile, JsonElement.Parse(output.ToString()).GetProperty("label").GetString());
    }

    [Fact]
    public void Never_breaks_what_can_be_pasted()
    {
        var id = $"surveys/responses/{new string('x', 300)}";
        using StringWriter output = new(), errors = new();
        var screen = new Screen(isJson: false, output, errors);

        screen.Show(0, () => screen.Table(["Id", "Reason"], [[id, new string('y', 400)]]));

        Assert.Contains(output.ToString().Split('\n'), line => line.Contains(id, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Tells_of_long_work_a_line_for_each_tenth()
    {
        using StringWriter output = new(), errors = new();

        await new Screen(isJson: true, output, errors).FollowAsync("Comptage", tell =>
        {
            for (var share = 0; share <= 1000; share++) tell(share / 1000.0);
            return Task.FromResult(0);
        });

        Assert.Equal(Enumerable.Range(1, 10).Select(tenth => $"Comptage: {tenth * 10} %"), errors.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Empty(output.ToString());
    }
}
