using QualiPref.Complaints.Templates;

namespace QualiPref.Complaints.Tests.Letters;

public sealed class The_text_of_a_letter
{
    private static readonly Dictionary<string, string> Values = new() { ["reference"] = "91-EVRY-2026-000123", ["service"] = "Préfecture d'essai" };

    [Theory]
    [InlineData("Référence {{ reference }}.", "Référence 91-EVRY-2026-000123.")]
    [InlineData("{{reference}}{% if reference %}, suivie{% endif %}", "91-EVRY-2026-000123, suivie")]
    [InlineData("{% if organisme %}Vers {{ organisme }}{% else %}Chez nous{% endif %}", "Chez nous")]
    [InlineData("{% if organisme %}A{% elsif service %}B{% endif %}", "B")]
    [InlineData("{% if organisme or service == \"Préfecture d'essai\" %}Oui{% endif %}", "Oui")]
    [InlineData("Un.\n\n{% if organisme %}Deux.{% endif %}\n\nTrois.", "Un.\n\nTrois.")]
    public void Holds_fields_and_conditions(string text, string filled)
    {
        Assert.Empty(LetterText.FaultsOf(text, mayBePersonal: true));
        Assert.Equal(filled, LetterText.Fill(text, Values, "fr").Text);
    }

    [Theory]
    [InlineData("{{ mot_de_passe }}", "Champ inconnu : « mot_de_passe »")]
    [InlineData("{% if reference %}{% else %}{{ inconnu }}{% endif %}", "Champ inconnu : « inconnu »")]
    [InlineData("{% if reference %}{% elsif inconnu %}{% endif %}", "Champ inconnu : « inconnu »")]
    [InlineData("{% if reference == inconnu %}{% endif %}", "Champ inconnu : « inconnu »")]
    [InlineData("{% if reference and inconnu %}{% endif %}", "Champ inconnu : « inconnu »")]
    [InlineData("{{ reference | upcase }}", "Seuls sont admis")]
    [InlineData("{{ reference.size }}", "Seuls sont admis")]
    [InlineData("{{ reference[0] }}", "Seuls sont admis")]
    [InlineData("{% for a in (1..1000000) %}x{% endfor %}", "Seuls sont admis")]
    [InlineData("{% for a in reference %}x{% endfor %}", "Seuls sont admis")]
    [InlineData("{% assign a = reference %}", "Seuls sont admis")]
    [InlineData("{% capture a %}x{% endcapture %}", "Seuls sont admis")]
    [InlineData("{% include 'autre' %}", "Seuls sont admis")]
    [InlineData("{% render 'autre' %}", "Seuls sont admis")]
    [InlineData("{% increment a %}", "Seuls sont admis")]
    [InlineData("{% cycle 'a', 'b' %}", "Seuls sont admis")]
    [InlineData("{% raw %}x{% endraw %}", "Seuls sont admis")]
    [InlineData("{% rien_de_tel %}", "Seuls sont admis")]
    [InlineData("{% if reference contains 'x' %}{% endif %}", "Seuls sont admis")]
    [InlineData("Un.\nDeux {{ reference", "Ligne 2")]
    [InlineData("{% if reference %}sans fin", "n'est pas complet")]
    public void Holds_nothing_else_and_says_what_is_wrong(string text, string sentence) =>
        Assert.Contains(LetterText.FaultsOf(text, mayBePersonal: true), fault => fault.French.Contains(sentence, StringComparison.Ordinal));

    [Fact]
    public void Of_a_paragraph_tells_nothing_of_the_person()
    {
        Assert.Empty(LetterText.FaultsOf("{{ nom }}", mayBePersonal: true));
        Assert.Contains("retirez « nom »", Assert.Single(LetterText.FaultsOf("{% if nom %}{% endif %}", mayBePersonal: false)).French, StringComparison.Ordinal);
    }

    [Fact]
    public void Leaves_a_blank_that_says_what_is_missing_and_names_each_once()
    {
        var filled = LetterText.Fill("{{ explication }} et {{ explication }}, {{ reference }}, {{ mesure }}", Values, "fr");
        Assert.Equal("[à compléter\u00A0: ce qui s'est passé] et [à compléter\u00A0: ce qui s'est passé], 91-EVRY-2026-000123, [à compléter\u00A0: mesure prise]", filled.Text);
        Assert.Equal(["explication", "mesure"], filled.Missing);
        Assert.True(LetterText.HasBlank(filled.Text));
        Assert.False(LetterText.HasBlank(LetterText.Fill("{{ reference }}", Values, "fr").Text));
    }

    [Fact]
    public void Takes_what_a_person_wrote_for_text_and_keeps_it_on_its_line()
    {
        var filled = LetterText.Fill("Objet : {{ objet }}.", new Dictionary<string, string> { ["objet"] = "{{ nom }}\r\n{% if %} <b>" }, "fr");
        Assert.Equal("Objet : {{ nom }} {% if %} <b>.", filled.Text);
        Assert.Empty(filled.Missing);
    }

    [Fact]
    public void Keeps_a_reference_in_its_order_within_arabic() =>
        Assert.Equal("المرجع \u206891-EVRY-2026-000123\u2069", LetterText.Fill("المرجع {{ reference }}", Values, "ar").Text);

    [Theory]
    [InlineData("{% if reference %}", 900)]
    [InlineData("{{ reference }}", 600)]
    [InlineData("{% if reference and ", 500)]
    [InlineData("{{ ((((((((((", 700)]
    [InlineData("{{", 5_000)]
    [InlineData("{%", 5_000)]
    [InlineData("{", 10_000)]
    public void Of_any_shape_is_judged_at_once(string piece, int times)
    {
        var text = string.Concat(Enumerable.Repeat(piece, times));
        if (piece != "{") Assert.NotEmpty(LetterText.FaultsOf(text, mayBePersonal: true));
        else Assert.Equal(text.Length, LetterText.FaultsOf("a" + text.Replace("{", "{ ", StringComparison.Ordinal), mayBePersonal: true) is [] ? text.Length : 0);
    }

    [Fact]
    public void May_be_nested_as_deep_as_it_may_have_tags()
    {
        var text = string.Concat(Enumerable.Repeat("{% if reference %}", 100)) + "x" + string.Concat(Enumerable.Repeat("{% endif %}", 100));
        Assert.Empty(LetterText.FaultsOf(text, mayBePersonal: true));
        Assert.Equal("x", LetterText.Fill(text, Values, "fr").Text);
    }
}
