using Fluid;
using Fluid.Ast;
using Fluid.Ast.BinaryExpressions;
using Fluid.Parser;
using QualiPref.Platform.Http;

namespace QualiPref.Complaints.Templates;

/// <summary>Goes through a text and notes everything that is not on the list of what a letter may hold.</summary>
/// <param name="mayBePersonal">Whether fields that tell of the person are admitted.</param>
internal sealed class LetterTextCheck(bool mayBePersonal)
{
    private static readonly string Known = string.Join(", ", LetterField.All.Select(one => one.Name));

    /// <summary>What a text may hold.</summary>
    public static Words Admitted { get; } = new(
        "Seuls sont admis les champs, comme {{ reference }}, et les conditions {% if reference %} … {% else %} … {% endif %} avec ==, !=, and et or.",
        "Only fields such as {{ reference }} and conditions {% if reference %} … {% else %} … {% endif %} with ==, !=, and, or are admitted.");

    private readonly List<Words> _faults = [];

    public IReadOnlyList<Words> Faults => [.. _faults.DistinctBy(one => one.French)];

    public void Look(IFluidTemplate template)
    {
        if (template is FluidTemplate read) Look(read.Statements);
        else Refuse();
    }

    private void Look(IReadOnlyList<Statement> statements)
    {
        foreach (var statement in statements) Look(statement);
    }

    private void Look(Statement statement)
    {
        switch (statement)
        {
            case TextSpanStatement:
                break;
            case OutputStatement { Filters: null or { Count: 0 } } output:
                Look(output.Expression);
                break;
            case IfStatement condition:
                Look(condition.Condition);
                Look(condition.Statements);
                foreach (var other in condition.ElseIfs)
                {
                    Look(other.Condition);
                    Look(other.Statements);
                }
                if (condition.Else is { } otherwise) Look(otherwise.Statements);
                break;
            default:
                Refuse();
                break;
        }
    }

    private void Look(Expression expression)
    {
        switch (expression)
        {
            case LiteralExpression:
                break;
            case MemberExpression { Segments: [IdentifierSegment { Identifier: var name }] }:
                LookAtField(name);
                break;
            case EqualBinaryExpression or NotEqualBinaryExpression or AndBinaryExpression or OrBinaryExpression:
                var both = (BinaryExpression)expression;
                Look(both.Left);
                Look(both.Right);
                break;
            case MemberExpression { Segments: [IdentifierSegment first, ..] }:
                LookAtField(first.Identifier);
                Refuse();
                break;
            default:
                Refuse();
                break;
        }
    }

    private void LookAtField(string name)
    {
        if (LetterField.Find(name) is not { } field)
            _faults.Add(new Words($"Champ inconnu : « {name} ». Champs admis : {Known}.", $"Unknown field: {name}. Fields: {Known}."));
        else if (field.Personal && !mayBePersonal)
            _faults.Add(new Words($"Un paragraphe type ne dit rien de la personne : retirez « {name} ».", $"A standard paragraph tells nothing of the person: take {name} out."));
    }

    private void Refuse() => _faults.Add(Admitted);
}
